import { expect, test } from 'vitest';
import type { Role } from '../contrats/acces/compte';
import { aLeDroit, DROITS, type Droit } from './droits';

// Architecture, "Who may do what", word for word. The code is judged by it: a right belongs to one line; no role has it where its cell
// says no; where a cell says something, its role has a right of the line. What goes beyond is named, with the decision that says why.

const DESIGN = `
| | GESTIONNAIRE (own antennas) | CENTRAL (all) | ADMINISTRATEUR | TECHNIQUE | AUDITEUR |
| read visits, usagers, states | yes | yes | no | no | yes, each reading audited |
| correct, attach numbers, absences, notes, slips | yes | yes | no | no | no |
| close a month, validate a pro forma | those marked RESPONSABLE | yes | no | no | no |
| send to the DASES, read incidents of all | no | yes | no | read states of sendings | no |
| accounts, parameters (dated), audit log | no | read parameters | yes | no | read audit |
| imports, jobs, health, metrics, backups | see reports of own antenna | see reports | no | yes, without personal data | no |
`;

/** The rights of each line, by its first words. */
const LIGNES: Record<string, readonly Droit[]> = {
  'read visits': [
    'lireAntenne',
    'lireReferentiel',
    'lireSuspensCentraux',
    'lireEtats',
    'lirePilotageNominatif',
    'consulter',
    'garderEtats',
    'noterConsultations',
  ],
  correct: ['saisir'],
  'close a month': ['cloturer'],
  'send to the DASES': ['envoyerDases', 'lireTousIncidents', 'lireEnvois'],
  accounts: ['gererComptes', 'lireParametres', 'ecrireParametres', 'lireAudit', 'lireTentatives'],
  imports: ['lireImports', 'confirmerImport', 'lireService', 'declarerMaintenance'],
};

/** Cells that allow a part of their line: these rights, and no other. */
const PARTIES: Record<string, readonly Droit[]> = {
  'yes, each reading audited': ['lireEtats', 'lirePilotageNominatif', 'consulter'],
  'read states of sendings': ['lireEnvois'],
  'read parameters': ['lireParametres'],
  'read audit': ['lireAudit'],
  'see reports of own antenna': ['lireImports', 'lireService'],
  'see reports': ['lireImports', 'lireService'],
};

/** Beyond a cell, by decision. */
const ECARTS: readonly { droit: Droit; role: Role; decision: string }[] = [
  { droit: 'lireTousIncidents', role: 'ADMINISTRATEUR', decision: '0084' },
  { droit: 'lireTousIncidents', role: 'TECHNIQUE', decision: '0084' },
  { droit: 'declarerMaintenance', role: 'ADMINISTRATEUR', decision: '0084' },
];

/** Of what the table does not speak: one's own account and reports, figures and rates of nobody, what came after it. */
const HORS_TABLE: readonly Droit[] = [
  'gererSonCompte',
  'lireIncidents',
  'signalerEnLigne',
  'traiterIncidents',
  'lireDisponibilite',
  'lirePilotage',
  'lireRapports',
  'redigerPropositions',
  'lireFactures',
  'deposerFactures',
  'lireRegistreVersions',
  'tenirAstreintes',
];

const [entete = [], ...lignes] = DESIGN.trim()
  .split('\n')
  .map((l) =>
    l
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );
const ROLES = entete.slice(1).map((c) => c.split(' ')[0] as Role);
const CELLULES = lignes.flatMap(([ligne = '', ...cellules]) =>
  cellules.map((dit, i) => ({ ligne, dit, role: ROLES[i] as Role })),
);
const droitsDe = (ligne: string): readonly Droit[] =>
  Object.entries(LIGNES).find(([debut]) => ligne.startsWith(debut))?.[1] ?? [];
const a = (role: Role, responsable: boolean) => (droit: Droit) =>
  aLeDroit({ role, antennes: ['EST'], responsable }, droit);

test('every right is of one line of the table, or of those of which it does not speak', () => {
  const ranges = [...Object.values(LIGNES).flat(), ...HORS_TABLE];
  expect(ranges.toSorted()).toEqual((Object.keys(DROITS) as Droit[]).toSorted());
  for (const l of lignes) expect([l[0], droitsDe(l[0] ?? '').length > 0]).toEqual([l[0], true]);
});

test.each(CELLULES)('$ligne, $role : « $dit »', ({ ligne, dit, role }) => {
  const siens = droitsDe(ligne);
  const permis = dit === 'no' ? [] : dit in PARTIES ? PARTIES[dit] : siens;
  const responsable = dit === 'those marked RESPONSABLE';
  const ont = siens.filter(a(role, responsable));
  const ecarts = ECARTS.filter((e) => e.role === role && siens.includes(e.droit)).map((e) => e.droit);
  expect(ont.filter((d) => !permis?.includes(d)).toSorted()).toEqual(ecarts.toSorted());
  if (dit !== 'no') expect(ont).not.toEqual([]);
  if (dit in PARTIES) expect(ont).toEqual(expect.arrayContaining([...(permis ?? [])]));
  if (responsable) expect(siens.filter(a(role, false))).toEqual([]);
});
