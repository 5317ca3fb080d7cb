import { expect, test } from 'vitest';
import type { BilanEnvoi, PageEnvois } from '#shared/contrats/financement/envoi';
import type { Mois } from '#shared/temps/types';
import { ceQuiViendra, direEnvoi, direHorsFichiers, empechement } from './mots';

const page = (closes: readonly boolean[], peutEnvoyer: boolean): Pick<PageEnvois, 'antennes' | 'peutEnvoyer'> => ({
  peutEnvoyer,
  antennes: closes.map((close, n) => ({ antenne: n === 0 ? 'EST' : 'SUD', close, proForma: 'ATTENTE' })),
});

test('[CL-6] until what it waits for is closed, a destination says what will come, whoever reads', () => {
  for (const peut of [true, false]) {
    expect(ceQuiViendra(page([true, false], peut), 'DASES', false)).toContain('une fois le mois clos partout');
    expect(ceQuiViendra(page([false, false], peut), 'MILLESIME', false)).toContain('une fois son mois clos');
  }
});

test('[CL-6] then who sends is told what to do; who only follows, who does it', () => {
  const clos = [true, true];
  expect(ceQuiViendra(page(clos, true), 'DASES', false)).toBe('Préparez les fichiers pour les contrôler.');
  expect(ceQuiViendra(page(clos, true), 'DASES', true)).toBe(
    'Préparez les fichiers pour les contrôler, ou envoyez-les.',
  );
  expect(ceQuiViendra(page(clos, false), 'DASES', true)).toBe('Le service central les prépare, puis les envoie.');
  expect(ceQuiViendra(page([true, false], false), 'MILLESIME', true)).toContain('Le service central');
});

const parti: BilanEnvoi = { nom: 'A.csv', etat: 'ENVOYE' };
const deja: BilanEnvoi = { nom: 'B.csv', etat: 'ACQUITTE', deja: true };
const enCours: BilanEnvoi = { nom: 'D.csv', etat: 'PREPARE', raison: 'x', enCours: true };
const refuse: BilanEnvoi = { nom: 'C.csv', etat: 'REFUSE', deja: true };
const reste: BilanEnvoi = { nom: 'D.csv', etat: 'PREPARE', raison: 'le dépôt ne répond pas' };
const dire = (...bilans: BilanEnvoi[]): string[] => {
  const { color, title, message } = direEnvoi(bilans);
  return [color, title, message.replaceAll('\u00a0', ' ')];
};

test('[CL-6] what left now is said to be with its receiver, and only that', () => {
  expect(dire(parti)).toEqual(['green', 'Envoyé', '1 fichier chez le destinataire.']);
  expect(dire(parti, { ...parti, etat: 'RENVOYE' })).toEqual(['green', 'Envoyé', '2 fichiers chez le destinataire.']);
  expect(dire(parti, deja)).toEqual(['green', 'Envoyé', '1 fichier chez le destinataire. 1 fichier était déjà parti.']);
});

test('[CL-6] where all had left before, there is nothing new to send', () => {
  expect(dire(enCours)).toEqual([
    'orange',
    'Rien n’est parti',
    '1 fichier en cours d’envoi : rechargez la page dans quelques minutes, elle dira ce qui est parti.',
  ]);
  expect(dire(deja)).toEqual(['gray', 'Rien de nouveau à envoyer', '1 fichier était déjà parti.']);
  expect(dire(deja, { ...deja, etat: 'ENVOYE' })).toEqual([
    'gray',
    'Rien de nouveau à envoyer',
    '2 fichiers étaient déjà partis.',
  ]);
  expect(dire()).toEqual(['gray', 'Rien de nouveau à envoyer', 'Ce mois n’a aucun fichier à envoyer.']);
});

test('[CL-6] a refused file is never said to have left: it is sent again from its line', () => {
  expect(dire(refuse)).toEqual([
    'orange',
    'Rien n’est parti',
    '1 fichier refusé par le destinataire : lisez ses motifs, puis renvoyez-le depuis sa ligne.',
  ]);
  expect(dire(deja, refuse, refuse)).toEqual([
    'orange',
    'Rien n’est parti',
    '1 fichier était déjà parti. 2 fichiers refusés par le destinataire : lisez leurs motifs, puis renvoyez-les depuis leur ligne.',
  ]);
  expect(dire(parti, refuse)[1]).toBe('Tout n’est pas parti');
});

test('[CL-6] what was not taken this time is told from what was refused, and the rest is said too', () => {
  expect(dire(reste)).toEqual([
    'orange',
    'Rien n’est parti',
    '1 fichier non parti : la liste dit pourquoi, et la suite.',
  ]);
  expect(dire(parti, parti, deja, refuse, reste, reste)).toEqual([
    'orange',
    'Tout n’est pas parti',
    '2 fichiers chez le destinataire. 1 fichier était déjà parti. 1 fichier refusé par le destinataire : lisez ses motifs, puis renvoyez-le depuis sa ligne. 2 fichiers non partis : la liste dit pourquoi, et la suite.',
  ]);
  // Another is sending it: it has not left yet.
  expect(dire({ nom: 'E.csv', etat: 'PREPARE' })[1]).toBe('Rien n’est parti');
});

test('[CL-4] what must leave before is said beside « Envoyer… », once nothing else keeps the month', () => {
  const une = { destination: 'DASES' as const, attendus: [{ mois: '2026-10' as Mois, antennes: [] }] };
  const { antennes } = page([true], true);
  expect(empechement({ antennes }, une)).toContain('pro forma à valider d’abord');
  const valides = { antennes: antennes.map((a) => ({ ...a, proForma: 'VALIDE' as const })) };
  expect(empechement(valides, une)).toBe('Octobre 2026 n’est pas parti pour la DASES : envoyez-le d’abord.');
  expect(empechement(valides, { ...une, attendus: [] })).toBeUndefined();
  const deux = ['2026-10', '2026-11'].map((mois) => ({ mois: mois as Mois, antennes: ['SUD' as const] }));
  expect(empechement(valides, { destination: 'MILLESIME', attendus: deux })).toBe(
    'Octobre 2026 (Sud), novembre 2026 (Sud) ne sont pas partis pour Millésime : envoyez-les d’abord, dans l’ordre.',
  );
});

test('[CL-5] an antenna that closed the month once its files had left is named: its hours are in none', () => {
  const { antennes } = page([true, true], true);
  expect(direHorsFichiers({ antennes })).toBeUndefined();
  const apres = antennes.map((a) => (a.antenne === 'SUD' ? { ...a, apresDepart: true } : a));
  expect(direHorsFichiers({ antennes: apres })).toMatch(/^Sud : mois clos après le départ de ces fichiers\./);
});
