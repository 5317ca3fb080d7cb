import { expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { apparier, contexte, correction, paris, pointage, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, poserSaisies } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { AFFINAGES, affinagesEnMots, affiner, conflitsDAbord, FILTRES, filtresMontres, phraseVide } from './filtres';

const ligne = (id: string, statut: string, usagerId: string, motif?: string, anomalies: string[] = []): Ligne =>
  ({
    id,
    statut,
    usager: `Nom ${usagerId}`,
    intervenant: 'Aide',
    motif: motif ? `Motif ${motif}` : '',
    retenue: { usagerId, intervenantId: 'I', motif, intervention: { anomalies } },
    exceptions: [],
  }) as unknown as Ligne;
const lignes = [
  ligne('1', 'SANS_DEPART', 'U2'),
  ligne('2', 'CORRIGEE', 'U1', 'URGENCE', ['REMPLACEMENT']),
  ligne('3', 'SANS_DEPART', 'U1', undefined, ['REMPLACEMENT']),
];

it('[CL-1] an address may name several statuses: each line that has one passes, and the words are all said', () => {
  const avec = [...lignes, ligne('4', 'DEPART_ATTENDU', 'U1'), ligne('5', 'EN_COURS', 'U2')];
  const ids = (statut: string) => affiner(avec, { statut }).map((l) => l.id);
  expect(ids('EN_COURS,DEPART_ATTENDU')).toEqual(['4', '5']);
  expect(ids('EN_COURS')).toEqual(['5']);
  expect(affinagesEnMots({ statut: 'EN_COURS,DEPART_ATTENDU' }, avec)).toEqual([
    'Statut\u00a0: En cours, Départ attendu',
  ]);
  expect(phraseVide('toutes', 9, 4, { statut: 'EN_COURS,DEPART_ATTENDU' })).toMatch(
    /^Plus aucune visite « En cours, Départ attendu » sur cette période\./,
  );
});
it('[CL-1] a visit in conflict that lacks an hour is still counted for that hour', () => {
  const conflit = (id: string, statut: string) => {
    const l = ligne(id, 'CONFLIT', 'U1');
    return { ...l, retenue: { ...l.retenue, statut } } as Ligne;
  };
  const avec = [conflit('1', 'SANS_DEPART'), conflit('2', 'CORRIGEE')];
  expect(affiner(avec, { statut: 'SANS_DEPART' }).map((l) => l.id)).toEqual(['1']);
  expect(affiner(avec, { statut: 'CORRIGEE' })).toEqual([]);
  expect(affiner(avec, { statut: 'CONFLIT' })).toHaveLength(2);
});
it('[AL-5] those that were punched during an absence, and that nobody has looked at, are found by their filter', () => {
  const de = (id: string, vue?: object) => ({ ...ligne(id, 'COMPLETE', 'U1'), enAbsence: { vue } }) as unknown as Ligne;
  const avec = [...lignes, de('4'), de('5', {})];
  expect(affiner(avec, { anomalie: 'POINTEE_EN_ABSENCE' }).map((l) => l.id)).toEqual(['4']);
  expect(AFFINAGES.anomalie.choix(avec)[0]).toEqual({
    valeur: 'POINTEE_EN_ABSENCE',
    mot: 'Pointée pendant une absence, à vérifier',
  });
  expect(affinagesEnMots({ anomalie: 'POINTEE_EN_ABSENCE' }, lignes)).toEqual([
    'Anomalie\u00a0: Pointée pendant une absence, à vérifier',
  ]);
});
it('une période sans aucune visite le dit, quel que soit le filtre', () => {
  expect(phraseVide('a-traiter', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('corrigees', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('a-traiter', 3)).toMatch(/^Rien à traiter/);
});
it('[RE] of days that this PC does not keep, that is said: they are not without visits', () => {
  const phrase = 'Ce poste garde les visites depuis le 1er septembre 2026.';
  expect(phraseVide('toutes', 0, 0, {}, phrase)).toBe(phrase);
  expect(phraseVide('a-traiter', 0, 0, { statut: 'SANS_DEPART' }, phrase)).toBe(phrase);
  // Some are here: the filter speaks.
  expect(phraseVide('a-traiter', 3, 0, {}, phrase)).toMatch(/^Rien à traiter/);
});
it('une liste que les filtres ont vidée dit combien de visites ils cachent, et que faire', () => {
  expect(phraseVide('a-traiter', 9, 4)).toMatch(/ 4\svisites sont cachées\. Ôtez ces filtres pour les voir\.$/);
  expect(phraseVide('toutes', 9, 1)).toMatch(/ 1\svisite est cachée\. Ôtez ces filtres pour la voir\.$/);
});
it('un statut que plus rien n’a, comme en venant de la clôture, est nommé : ce qui est réglé n’est pas « caché »', () => {
  expect(phraseVide('toutes', 466, 465, { statut: 'SANS_DEPART' })).toMatch(
    /^Plus aucune visite « Sans départ » sur cette période\. Ce filtre cache 465\sautres visites : ôtez-le pour les voir\.$/,
  );
  expect(phraseVide('toutes', 9, 4, { statut: 'SANS_DEPART', usager: 'U1' })).toMatch(/^Aucune visite ne passe/);
  // Under another filter, visits of that status may be left.
  for (const filtre of ['a-traiter', 'corrigees', 'en-attente'] as const)
    expect(phraseVide(filtre, 466, 465, { statut: 'SANS_DEPART' })).toMatch(/^Aucune visite ne passe/);
});
it('les filtres des visites prises viennent avec la première qui l’est, ou quand l’adresse les demande', () => {
  const nombres = { 'a-traiter': 5, toutes: 9, corrigees: 0, prises: 0, 'a-moi': 0, 'en-attente': 0 };
  expect(filtresMontres('a-traiter', nombres)).toEqual(['a-traiter', 'toutes', 'corrigees', 'en-attente']);
  expect(filtresMontres('a-moi', nombres)).toContain('a-moi');
  expect(filtresMontres('a-traiter', { ...nombres, prises: 1 })).toEqual(Object.keys(FILTRES));
});
it('sur le papier, chaque filtre est nommé avec son choix, dans l’ordre du bouton « Filtrer »', () => {
  expect(affinagesEnMots({}, lignes)).toEqual([]);
  expect(affinagesEnMots({ statut: 'SANS_DEPART' }, lignes)).toEqual(['Statut\u00a0: Sans départ']);
  expect(affinagesEnMots({ aide: 'I', usager: 'U2', motif: 'URGENCE' }, lignes)).toEqual([
    'Usager\u00a0: Nom U2',
    'Aide\u00a0: Aide',
    'Motif\u00a0: Motif URGENCE',
  ]);
  // The period has none of them any more: it is still what narrows the list.
  expect(affinagesEnMots({ statut: 'SANS_ARRIVEE' }, lignes)).toEqual(['Statut\u00a0: Sans arrivée']);
});
it('les filtres s’ajoutent', () => {
  const ids = (a: Parameters<typeof affiner>[1]) => affiner(lignes, a).map((l) => l.id);
  expect(ids({})).toEqual(['1', '2', '3']);
  expect(ids({ statut: 'SANS_DEPART' })).toEqual(['1', '3']);
  expect(ids({ statut: 'SANS_DEPART', anomalie: 'REMPLACEMENT' })).toEqual(['3']);
  expect(ids({ usager: 'U1', motif: 'URGENCE' })).toEqual(['2']);
  expect(ids({ aide: 'inconnue' })).toEqual([]);
});
it('[AL-6] exceptions are narrowed like other anomalies, one kind or all of them', () => {
  const avec = [...lignes, { ...ligne('4', 'COMPLETE', 'U3'), exceptions: ['ARRIVEE_TARDIVE'] } as Ligne];
  const ids = (anomalie: string) => affiner(avec, { anomalie }).map((l) => l.id);
  expect([ids('EXCEPTION'), ids('ARRIVEE_TARDIVE'), ids('VISITE_COURTE'), ids('REMPLACEMENT')]).toEqual([
    ['4'],
    ['4'],
    [],
    ['2', '3'],
  ]);
  expect(AFFINAGES.anomalie.choix(avec).map((c) => c.valeur)).toEqual(['EXCEPTION', 'ARRIVEE_TARDIVE', 'REMPLACEMENT']);
  expect(AFFINAGES.anomalie.choix(lignes).map((c) => c.valeur)).toEqual(['REMPLACEMENT']);
});
it('ne propose que ce que la période contient, en mots, par ordre', () => {
  expect(AFFINAGES.statut.choix(lignes).map((c) => c.mot)).toEqual(['Corrigée', 'Sans départ']);
  expect(AFFINAGES.usager.choix(lignes)).toEqual([
    { valeur: 'U1', mot: 'Nom U1' },
    { valeur: 'U2', mot: 'Nom U2' },
  ]);
  expect(AFFINAGES.motif.choix(lignes)).toEqual([{ valeur: 'URGENCE', mot: 'Motif URGENCE' }]);
  expect(AFFINAGES.anomalie.choix(lignes)).toHaveLength(1);
});

it('[CO-1] « Corrigées » : celles dont une correction vaut encore ; défaite, elle ne compte plus', () => {
  const jours = ['2026-10-01', '2026-10-02', '2026-10-03'] as DateCivile[];
  const interventions = apparier({
    visites: jours.map((j) => visite(`V-${j}`, `${j} 08:30`, `${j} 09:30`)),
    pointages: jours.map((j) => pointage('A', `${j} 08:31`)),
  });
  const depart = (date: DateCivile) =>
    correction('HORAIRE', {
      ...{ id: `C-${date}`, date, cible: { genre: 'POINTAGE', id: `A-${date} 08:31` }, fin: paris(`${date} 09:30`) },
    });
  const defaite = correction('RETRAIT', {
    ...{ id: 'R', date: '2026-10-02' as DateCivile, cible: { genre: 'POINTAGE', id: 'A-2026-10-02 08:31' } },
    ...{ retire: 'C-2026-10-02', base: ['C-2026-10-02'], instant: paris('2026-11-24 10:00') },
  });
  const parJour = new Map(jours.map((j) => [j, interventions.filter((i) => i.date === j)]));
  const etat = poserSaisies({ ...ETAT_VIDE, pret: true, jours: parJour }, [
    depart('2026-10-01' as DateCivile),
    depart('2026-10-02' as DateCivile),
    defaite,
  ]);
  const vues = lignesDe(etat, '2026-10-01' as DateCivile, '2026-10-31' as DateCivile, contexte().maintenant);
  expect(vues.map((l) => l.statut)).toEqual(['CORRIGEE', 'SANS_DEPART', 'SANS_DEPART']);
  expect(vues.filter(FILTRES.corrigees.passe).map((l) => l.date)).toEqual(['2026-10-01']);
});

it('« Prises par moi » dépend de qui regarde, « Prises » non ; l’adresse peut nommer un collègue', () => {
  const de = (id: string, qui?: string) => ({
    ...ligne(id, 'SANS_DEPART', 'U1'),
    prise: qui ? { qui, nom: `Nom ${qui}` } : undefined,
  });
  const ls = [de('1', 'anne'), de('2', 'bea'), de('3')] as unknown as Ligne[];
  const passent = (f: keyof typeof FILTRES, moi: string) => ls.filter((l) => FILTRES[f].passe(l, moi)).map((l) => l.id);
  expect(passent('a-moi', 'anne')).toEqual(['1']);
  expect(passent('a-moi', 'cleo')).toEqual([]);
  expect(passent('prises', 'cleo')).toEqual(['1', '2']);
  expect(affiner(ls, { prise: 'bea' }).map((l) => l.id)).toEqual(['2']);
  expect(AFFINAGES.prise.choix(ls).map((c) => c.mot)).toEqual(['Nom anne', 'Nom bea']);
});

it('[CO-4] of what is to be treated conflicts come first, the rest keeps its order; elsewhere nothing moves', () => {
  const avec = [...lignes, ligne('4', 'CONFLIT', 'U3'), ligne('5', 'SANS_DEPART', 'U4'), ligne('6', 'CONFLIT', 'U1')];
  expect(conflitsDAbord(avec, 'a-traiter').map((l) => l.id)).toEqual(['4', '6', '1', '2', '3', '5']);
  expect(conflitsDAbord(avec, 'toutes')).toBe(avec);
  expect(conflitsDAbord(lignes, 'a-traiter')).toBe(lignes);
});
