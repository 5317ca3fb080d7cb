import { expect, test } from 'vitest';
import { ROLES, type Role } from '../contrats/acces/compte';
import { codesAntennes } from '../domain/antenne/registre';
import {
  aLeDroit,
  antennesDe,
  antennesDesEtats,
  antennesPilotees,
  DROITS,
  type Droit,
  memesDroits,
  nommeSesAntennes,
  type Porteur,
  tientToutesAntennes,
} from './droits';

// Who has each right, one by one: G, R (a manager marked RESPONSABLE), C, A, T, U (auditor). That it is what was decided is judged
// by the design's own table: droits-table.test.ts.
const TABLE: Record<Droit, string> = {
  lireAntenne: 'G R C . . .',
  saisir: 'G R C . . .',
  lireReferentiel: 'G R C . . .',
  lireSuspensCentraux: '. . C . . .',
  cloturer: '. R C . . .',
  envoyerDases: '. . C . . .',
  lireIncidents: 'G R C A T U',
  lireTousIncidents: '. . C A T .',
  traiterIncidents: '. . . A T .',
  signalerEnLigne: '. . . A T U',
  lireEnvois: '. . C . T .',
  lireFactures: 'G R C . . .',
  deposerFactures: '. R C . . .',
  lireImports: 'G R C . T .',
  confirmerImport: '. . . . T .',
  lireService: 'G R C . T .',
  lireDisponibilite: 'G R C A T U',
  declarerMaintenance: '. . . A T .',
  lireRapports: '. . C A T U',
  redigerPropositions: '. . . . T .',
  lireEtats: 'G R C . . U',
  garderEtats: 'G R C . . .',
  lirePilotage: 'G R C A . U',
  lirePilotageNominatif: 'G R C . . U',
  tenirAstreintes: '. . C A . .',
  gererComptes: '. . . A . .',
  lireParametres: '. . C A . .',
  ecrireParametres: '. . . A . .',
  consulter: '. . . . . U',
  lireAudit: '. . . A . U',
  lireTentatives: '. . . A . .',
  noterConsultations: 'G R C . . .',
  gererSonCompte: 'G R C A T U',
  lireRegistreVersions: '. . . A T .',
};

const COLONNES: readonly { role: Role; responsable: boolean }[] = [
  { role: 'GESTIONNAIRE', responsable: false },
  { role: 'GESTIONNAIRE', responsable: true },
  { role: 'CENTRAL', responsable: false },
  { role: 'ADMINISTRATEUR', responsable: false },
  { role: 'TECHNIQUE', responsable: false },
  { role: 'AUDITEUR', responsable: false },
];

test.each(Object.keys(DROITS) as Droit[])('who has the right « %s »', (droit) => {
  const lus = COLONNES.map((c, i) => (aLeDroit({ ...c, antennes: ['EST'] }, droit) ? 'GRCATU'[i] : '.'));
  expect(lus.join(' ')).toBe(TABLE[droit]);
});

test('the mark RESPONSABLE gives nothing to another role', () => {
  for (const role of ROLES.filter((r) => r !== 'GESTIONNAIRE'))
    for (const droit of Object.keys(DROITS) as Droit[])
      expect([role, droit, aLeDroit({ role, antennes: [], responsable: true }, droit)]).toEqual([
        role,
        droit,
        aLeDroit({ role, antennes: [] }, droit),
      ]);
});

test('antennas: a manager’s own, all for the central service, none for the others whatever the account bears', () => {
  const de = (role: Role) => antennesDe({ role, antennes: ['EST'] });
  expect(de('GESTIONNAIRE')).toEqual(['EST']);
  expect(de('CENTRAL')).toEqual(codesAntennes());
  for (const role of ['ADMINISTRATEUR', 'TECHNIQUE', 'AUDITEUR'] as const) expect(de(role)).toEqual([]);
});

test('[CO-6] who has a PC that holds an antenna may type on it: what another typed there would wait for ever, as the server takes it of nobody else', () => {
  // A role that would only read there needs a refusal of `poste.enregistrer` first, and its sentence on each screen.
  const saisissent: readonly string[] = DROITS.saisir;
  expect(DROITS.lireAntenne.filter((p) => !saisissent.includes(p))).toEqual([]);
});

test('a reach is said for each role: only a manager’s account names its antennas, only the central service holds all', () => {
  expect([...ROLES, 'STAGIAIRE'].filter(nommeSesAntennes)).toEqual(['GESTIONNAIRE']);
  expect(ROLES.filter((role) => tientToutesAntennes({ role }))).toEqual(['CENTRAL']);
});

test('states: a manager’s own antennas, all for the central service and for an auditor, none for the others', () => {
  const de = (role: Role) => antennesDesEtats({ role, antennes: ['EST'] });
  expect(de('GESTIONNAIRE')).toEqual(['EST']);
  for (const role of ['CENTRAL', 'AUDITEUR'] as const) expect(de(role)).toEqual(codesAntennes());
  for (const role of ['ADMINISTRATEUR', 'TECHNIQUE'] as const) expect(de(role)).toEqual([]);
});

test('figures of the antennas: a manager’s own, all for who steers, none for the technicians', () => {
  const de = (role: Role) => antennesPilotees({ role, antennes: ['EST'] });
  expect(de('GESTIONNAIRE')).toEqual(['EST']);
  for (const role of ['CENTRAL', 'ADMINISTRATEUR', 'AUDITEUR'] as const) expect(de(role)).toEqual(codesAntennes());
  expect(de('TECHNIQUE')).toEqual([]);
});

test('the same rights: one role, the same antennas in whatever order, the same mark', () => {
  const elle = { role: 'GESTIONNAIRE', antennes: ['EST', 'SUD'] } satisfies Porteur;
  expect(memesDroits(elle, { ...elle, antennes: ['SUD', 'EST'], responsable: false })).toBe(true);
  for (const autre of [
    { ...elle, antennes: ['EST'] },
    { ...elle, antennes: ['EST', 'SUD', 'OUEST'] },
    { ...elle, antennes: ['EST', 'OUEST'] },
    { ...elle, responsable: true },
    { ...elle, role: 'CENTRAL' },
  ] satisfies Porteur[])
    expect([memesDroits(elle, autre), memesDroits(autre, elle)]).toEqual([false, false]);
});
