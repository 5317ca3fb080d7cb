import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jour, paris } from '../../testing/constructeurs';
import { codesAntennes } from '../antenne/registre';
import {
  direFin,
  direFinGroupe,
  direGroupe,
  direIncident,
  direMessage,
  direVisites,
  enGsm,
  type Faits,
  initiales,
  partiesSms,
} from './texte';

const CE_JOUR = jour('2026-11-28');
const faits = (plus: Partial<Faits> = {}): Faits => ({
  genre: 'VISITE_NON_COMMENCEE',
  antenne: 'NORD_OUEST',
  heure: paris('2026-11-28 18:00'),
  usager: {
    initiales: initiales({ prenom: 'Jeanne', nom: 'martin' }),
    numeros: ['+33144556677', '+33144556678', '+33144556679'],
  },
  aide: { initiales: initiales({ prenom: 'élise', nom: 'Ôtier' }), numeros: ['+33612345678'] },
  ...plus,
});

test('[AL-7] a message names the antenna, the hour, initials and numbers', () => {
  expect(direMessage(faits(), CE_JOUR)).toBe(
    'Nord-Ouest : visite de 18 h 00 non commencée. Usager J. M. 01 44 55 66 77 ou 01 44 55 66 78. Aide É. O. 06 12 34 56 78.',
  );
  expect(
    direMessage(
      faits({ genre: 'DEPART_EN_RETARD', usager: { initiales: 'J. M.', numeros: [] }, aide: undefined }),
      CE_JOUR,
    ),
  ).toBe(
    'Nord-Ouest : départ prévu à 18 h 00 non pointé, aide peut-etre seule. Usager J. M. sans numéro. Aide inconnu.',
  );
  expect(direMessage(faits({ genre: 'TELEPHONE_MUET' }), CE_JOUR)).toBe(
    "Téléphone silencieux depuis 18 h 00 : bien moins d'appels que prévu. Appelez le numéro des aides pour vérifier.",
  );
});

test('[AL-7] of a visit that the file of PLANNING has no more, it is said since when; of a departure it changes nothing', () => {
  const absente = { absenteDepuis: jour('2026-11-27') };
  expect(direIncident(faits(absente), CE_JOUR)).toBe(
    'Nord-Ouest : visite de 18 h 00 non commencée (absente du planning depuis le 27/11).',
  );
  expect(direMessage(faits(absente), CE_JOUR)).toContain('non commencée (absente du planning depuis le 27/11). Usager');
  expect(direIncident(faits({ ...absente, genre: 'DEPART_EN_RETARD' }), CE_JOUR)).not.toContain('absente');
});

test('[AL-7] the end says how it ended, without a number', () => {
  const a = { quoi: 'ARRIVEE', instant: paris('2026-11-28 18:22') } as const;
  expect(direFin(faits(), a, CE_JOUR)).toBe(
    'Terminé. Nord-Ouest, visite de 18 h 00, usager J. M. : arrivée pointée à 18 h 22.',
  );
  expect(direFin(faits({ genre: 'DEPART_EN_RETARD' }), { quoi: 'AUTRE' }, CE_JOUR)).toBe(
    "N'est plus signalé : Nord-Ouest, départ prévu à 18 h 00, usager J. M. Rien n'a été pointé : vérifiez auprès de l'antenne.",
  );
});

test('[AL-7] of another day than the one it is told, the day is said', () => {
  const demain = jour('2026-11-29');
  expect(direIncident(faits(), demain)).toBe('Nord-Ouest : visite du 28/11 à 18 h 00 non commencée.');
  expect(direIncident(faits({ genre: 'DEPART_EN_RETARD' }), demain)).toMatch(/départ prévu le 28\/11 à 18 h 00 non/);
  expect(direIncident(faits({ genre: 'TELEPHONE_MUET' }), demain)).toMatch(/silencieux depuis le 28\/11 à 18 h 00 :/);
  expect(direFin(faits(), { quoi: 'ARRIVEE', instant: paris('2026-11-28 18:22') }, demain)).toBe(
    'Terminé. Nord-Ouest, visite du 28/11 à 18 h 00, usager J. M. : arrivée pointée le 28/11 à 18 h 22.',
  );
});

test('[AL-7] with its link, the longest is two text messages', () => {
  const lien = `https://telegestion.exemple.paris.fr/garde/#${'a'.repeat(40)}`;
  const plus = { genre: 'DEPART_EN_RETARD' } as const;
  const demain = jour('2026-11-29');
  expect(partiesSms(`${direMessage(faits(plus), demain)} Je m'en occupe : ${lien}`)).toBe(2);
  expect(partiesSms(direFin(faits(plus), { quoi: 'AUTRE' }, demain))).toBe(1);
  const absente = faits({ absenteDepuis: jour('2026-11-27') });
  expect(partiesSms(`${direMessage(absente, demain, true)} Je m'en occupe : ${lien}`)).toBe(2);
  const attente = paris('2026-11-28 18:02');
  expect(partiesSms(`${direMessage({ ...absente, attente }, demain, true)} Je m'en occupe : ${lien}`)).toBe(2);
  expect(direMessage(faits({ attente }), CE_JOUR)).toMatch(/ Elle a appelé à 18 h 02, usager à préciser\.$/);
  expect(partiesSms(direFin(faits(), { quoi: 'ATTENTE', instant: attente }, demain))).toBe(1);
  const ailleurs = { quoi: 'AILLEURS', instant: paris('2026-11-29 08:20') } as const;
  expect(partiesSms(direFin(faits(plus), ailleurs, jour('2026-11-30')))).toBe(1);
});

test('[AL-7] many at once: how many, when, of which antennas; with its link it is two text messages at most', () => {
  const toutes = codesAntennes().flatMap((antenne, n) =>
    Array.from({ length: 12 }, () => ({ antenne, heure: paris(`2026-11-28 1${n}:30`) })),
  );
  const lien = `https://telegestion.exemple.paris.fr/garde/#${'a'.repeat(40)}`;
  const dit = direGroupe(toutes, jour('2026-11-29'));
  expect(dit).toMatch(/^72 visites non commencées, du 28\/11 à 10 h 30 au 28\/11 à 15 h 30 \(Centre 12, /);
  expect(partiesSms(`${dit} Je m'en occupe : ${lien}`)).toBe(2);
  const deux = toutes.slice(0, 2);
  expect(direVisites(deux, CE_JOUR)).toBe('2 visites non commencées, à 10 h 30 (Centre 2).');
  const fini = (quoi: 'ARRIVEE' | 'ATTENTE' | 'AUTRE') =>
    direFinGroupe(
      deux.map((v) => ({ ...v, issue: quoi === 'AUTRE' ? { quoi } : { quoi, instant: paris('2026-11-28 10:40') } })),
      CE_JOUR,
    );
  expect(fini('ARRIVEE')).toBe('Terminé. 2 visites, à 10 h 30 (Centre 2) : un pointage pour chacune.');
  expect(fini('ATTENTE')).toContain("L'aide a appelé pour 2, usager à préciser : vérifiez auprès de l'antenne.");
  expect(fini('AUTRE')).toContain("Rien n'a été pointé pour 2 : vérifiez auprès de l'antenne.");
});

test('any text becomes letters of a text message', () => {
  expect(enGsm('Ça, ê î ô œuf « l’été » – … 🙂 𝒜')).toBe('Ça, e i o oeuf " l\'été " - ... ? ?');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (t) => {
      expect(enGsm(enGsm(t))).toBe(enGsm(t));
      expect(partiesSms(enGsm(t))).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
});
