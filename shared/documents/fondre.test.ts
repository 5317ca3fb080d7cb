import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conflitDe } from './conflits';
import { type Corps, FONTES, type Fondu } from './fondre';
import { TYPES_DOCUMENTS } from './registre';

const fondre = (type: string, a: Corps, b: Corps, avant?: Corps): Fondu => {
  const f = conflitDe(type).fondre;
  if (!f) throw new Error(type);
  return f(a, b, avant);
};

test('[FL-3] each type that is made one has the way to do it, and no other', () => {
  expect(TYPES_DOCUMENTS.filter((t) => conflitDe(t).regle === 'FONDRE').sort()).toEqual(Object.keys(FONTES).sort());
});

const compte = (plus: Corps = {}): Corps => ({
  identifiant: 'anne',
  nom: 'Anne',
  role: 'GESTIONNAIRE',
  responsable: true,
  antennes: ['EST', 'SUD'],
  empreinte: 'a',
  partCle: 'p',
  actif: true,
  creeLe: '2026-01-01T08:00:00Z',
  ...plus,
});

test('[FL-3] of two accounts, the stricter: what differs otherwise is shown to a person too', () => {
  const ferme = compte({ actif: false });
  const change = compte({ empreinte: 'b', motDePasseLe: '2026-02-01T08:00:00Z' });
  for (const [x, y] of [
    [ferme, change],
    [change, ferme],
  ] as const)
    expect(fondre('compte', x, y)).toEqual({ corps: { ...change, actif: false } });
  const invite = compte({ empreinte: '' });
  expect(fondre('compte', invite, compte()).corps).toMatchObject({ empreinte: 'a' });
  const moindre = compte({ antennes: ['SUD'], responsable: false });
  expect(fondre('compte', compte(), moindre)).toEqual({ corps: moindre, aPart: moindre });
});

test('[FL-3] an account of which the two sides disagree on the role or the name is closed until a person settles it, and it says so', () => {
  const retrograde = compte({ role: 'AUDITEUR' });
  const change = compte({ role: 'ADMINISTRATEUR', empreinte: 'b', motDePasseLe: '2026-02-01T08:00:00Z' });
  for (const [x, y] of [
    [retrograde, change],
    [change, retrograde],
  ] as const) {
    const { corps, aPart, consequence } = fondre('compte', x, y);
    expect(corps).toEqual({ ...change, role: x.role, actif: false });
    expect([aPart, consequence]).toEqual([y, expect.stringContaining('désactivé')]);
  }
  expect(fondre('compte', compte(), compte({ nom: 'Anna' }))).toMatchObject({ corps: { nom: 'Anne', actif: false } });
});

test('[FL-3] two people to whom each side gave one account: no password of the one opens what bears the name of the other', () => {
  const marie = compte({ nom: 'Marie', empreinte: 'marie', partCle: 'pm' });
  const paul = compte({ nom: 'Paul', empreinte: 'paul', partCle: 'pp', creeLe: '2026-03-01T08:00:00Z' });
  const plusTard = { ...paul, motDePasseLe: '2026-03-02T08:00:00Z' };
  const paires: readonly (readonly [Corps, Corps])[] = [
    [marie, plusTard],
    [plusTard, marie],
    // Of the same name, they are still two.
    [marie, { ...plusTard, nom: 'Marie' }],
    [
      { ...marie, empreinte: '' },
      { ...plusTard, nom: 'Marie' },
    ],
  ];
  for (const [x, y] of paires) {
    const { corps, aPart } = fondre('compte', x, y);
    expect(corps).toEqual({ ...x, actif: x.nom === y.nom });
    expect(aPart).toEqual(y);
  }
});

test('[FL-3] who is known is what the last file says, since the first; two codes that differ are for a person', () => {
  const u = (plus: Corps): Corps => ({ id: 'M1', vuLe: '2026-01-02T06:00:00Z', ...plus });
  const avant = u({ ville: 'a', vuLe: '2026-01-01T06:00:00Z', codeUsager: '123456', repris: true });
  const apres = u({ ville: 'b', changeLe: '2026-02-01T06:00:00Z' });
  const attendu = { ...apres, vuLe: avant.vuLe, codeUsager: '123456', repris: true };
  for (const [x, y] of [
    [avant, apres],
    [apres, avant],
  ] as const)
    expect(fondre('usager', x, y)).toEqual({ corps: attendu });
  // Whichever is shown, the one that is not kept is the one to be kept aside.
  const autre = { ...apres, codeUsager: '654321' };
  for (const [x, y] of [
    [avant, autre],
    [autre, avant],
  ] as const)
    expect(fondre('usager', x, y)).toEqual({ corps: { ...attendu, codeUsager: '654321' }, aPart: avant });
  // One of the two was given up: it does not come back with what was written last, and nobody has anything to settle.
  for (const [x, y] of [
    [avant, autre],
    [autre, avant],
  ] as const) {
    expect(fondre('usager', x, y, { codeUsager: '654321' })).toEqual({ corps: attendu });
    expect(fondre('usager', x, y, { codeUsager: '123456' })).toEqual({ corps: { ...attendu, codeUsager: '654321' } });
  }
});

const CLE = 'dureeInhabituelle';
const champ = fc.integer({ min: 120, max: 300 });
const parametre = (valeur: unknown, instant = '2026-01-01T08:00:00Z'): Corps => ({
  cle: CLE,
  valeur,
  auteur: 'a',
  instant,
});

test('[FL-3] a parameter, field by field: what one side alone changed is kept of both, whichever is shown', () => {
  fc.assert(
    fc.property(champ, champ, champ, champ, (pourcent, minutes, autrePourcent, autresMinutes) => {
      const avant = parametre({ pourcent, minutes });
      const [a, b] = [parametre({ pourcent: autrePourcent, minutes }), parametre({ pourcent, minutes: autresMinutes })];
      for (const { corps, aPart } of [fondre('parametre', a, b, avant), fondre('parametre', b, a, avant)])
        expect([corps.valeur, aPart]).toEqual([{ pourcent: autrePourcent, minutes: autresMinutes }, undefined]);
    }),
  );
});

test('[FL-3] a parameter that both sides changed to different values contradicts, and so does one of which nothing is known before', () => {
  const avant = parametre({ pourcent: 200, minutes: 60 });
  const [a, b] = [parametre({ pourcent: 150, minutes: 60 }), parametre({ pourcent: 160, minutes: 90 })];
  const fondu = fondre('parametre', a, b, avant);
  expect([fondu.corps.valeur, fondu.aPart]).toEqual([{ pourcent: 150, minutes: 90 }, b]);
  expect(fondre('parametre', a, b)).toEqual({ corps: a, aPart: b });
  // The same, by two people.
  expect(fondre('parametre', a, { ...a, auteur: 'b' })).toEqual({ corps: a });
});
