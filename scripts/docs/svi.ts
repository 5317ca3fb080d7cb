import { ajouterA } from '#shared/listes';
import type { Effet, Evenement } from '../../telephony/svi/etat';
import { DEMANDES } from '../../telephony/svi/etat';
import { MESSAGES } from '../../telephony/svi/messages';
import {
  CODES_DE_PARCOURS,
  type NomSituation,
  type Pas,
  parcourirSituation,
  SITUATIONS,
} from '../../telephony/svi/parcours';

// The call machine as it is: drawn from a walk through it, not from a description of it.

const touches = (t: string): Evenement => ({ type: 'TOUCHES', touches: t });
const AUTRE = 'autre saisie';
/** What may happen at any step, one of each kind that the machine can tell from the others. */
const EVENEMENTS: readonly (readonly [string, Evenement])[] = [
  ['code d’une aide', touches(CODES_DE_PARCOURS.aide)],
  ['code d’un usager', touches(CODES_DE_PARCOURS.usager)],
  ['touche 0', touches('0')],
  ['touche 1', touches('1')],
  ['touche 2', touches('2')],
  ['touche 3', touches('3')],
  ['touche 9', touches('9')],
  ['dièse', touches('#')],
  [AUTRE, touches('99999')],
  ['silence', touches('')],
  ['raccroche', { type: 'RACCROCHE' }],
  ['erreur du service', { type: 'ERREUR' }],
];
const ETAPES = ['CODE', 'CHOIX', 'BENEFICIAIRE', 'SENS', 'CONFIRME'] as const;
const NOMS = Object.keys(SITUATIONS) as NomSituation[];

type Cas = { situation: string; usager: string; fois: string; corrections: string };
type Issue = { dit: string; vers: string; cas: Cas[] };
export type Ligne = { evenements: string[]; conditions: string; dit: string; vers: string };

const dits = (effets: readonly Effet[]): string => {
  const phrases = effets.flatMap((e) => (e.type === 'DIRE' ? MESSAGES[e.parole.message] : []));
  return [...new Set(phrases)].map((p) => `« ${p} »`).join(' ');
};

/** Where a transition leads, what it keeps told beside it. */
const cible = (effets: readonly Effet[], etape: string): string => {
  const echec = effets.find((e) => e.type === 'ECHOUER');
  if (echec) return `ECHEC_${echec.issue}`;
  return etape;
};

const ORDINAUX = ['', '1re', '2e', '3e'];
const casDe = (situation: string, { de, evenement }: Pas): Cas => {
  // At CODE the end key alone is an entry of nothing.
  const vides = de.etape === 'CODE' ? ['', '#'] : [''];
  const silence = evenement.type === 'TOUCHES' && vides.includes(evenement.touches);
  const deja = de.etape === 'BENEFICIAIRE' ? de.erreurs + de.silences : silence ? de.silences : de.erreurs;
  const usager = de.usagers.length > 0 ? 'bénéficiaire connu' : 'bénéficiaire inconnu';
  return { situation, usager, fois: `${ORDINAUX[deja + 1]} fois`, corrections: String(de.corrections) };
};

const corrigees = (valeurs: ReadonlySet<string>): string => {
  if (valeurs.size === 1) return valeurs.has('0') ? 'avant tout 9' : `au ${[...valeurs].join()}e 9`;
  return valeurs.has('0') ? `au plus ${valeurs.size - 1} fois 9` : 'après un 9';
};

/** What tells the cases of one issue from those of the others: only what differs is said. */
const conditions = (cas: readonly Cas[], tous: readonly Cas[]): string => {
  const differe = (quoi: keyof Cas): ReadonlySet<string> | undefined => {
    const [ici, partout] = [cas, tous].map((l) => new Set(l.map((c) => c[quoi])));
    return ici && partout && ici.size < partout.size ? ici : undefined;
  };
  const [usagers, fois, corrections] = [differe('usager'), differe('fois'), differe('corrections')];
  // Where it is known or not says it all, the number does not matter any more.
  const situations = usagers ? undefined : differe('situation');
  return [
    ...(usagers ? [[...usagers].join()] : []),
    ...(situations ? [[...situations].join(' ou ')] : []),
    ...(corrections ? [corrigees(corrections)] : []),
    ...(fois ? [[...fois].sort().join(' ou ')] : []),
  ].join(', ');
};

const issuesDe = (cas: readonly (readonly [string, Pas])[]): Issue[] => {
  const issues = new Map<string, Issue>();
  for (const [situation, pas] of cas) {
    const dit = dits(pas.vers.effets);
    const vers = cible(pas.vers.effets, pas.vers.etat.etape);
    const issue = issues.get(`${vers} ${dit}`) ?? { dit, vers, cas: [] };
    issues.set(`${vers} ${dit}`, issue);
    issue.cas.push(casDe(situation, pas));
  }
  return [...issues.values()];
};

/** The lines of one step: events that do the same are told together; those that do as any other entry, not at all. */
export const lignesDEtape = (etape: string): Ligne[] => {
  const tous = NOMS.flatMap((nom) =>
    parcourirSituation(
      nom,
      EVENEMENTS.map(([, e]) => e),
    ).pas.map((p) => [nom, p] as const),
  ).filter(([, p]) => p.de.etape === etape);
  const groupes = new Map<string, { evenements: string[]; lignes: Omit<Ligne, 'evenements'>[] }>();
  for (const [nom, evenement] of EVENEMENTS) {
    const siens = tous.filter(([, p]) => p.evenement === evenement);
    const lignes = issuesDe(siens).map(({ dit, vers, cas }) => {
      const partout = siens.map(([s, p]) => casDe(s, p));
      return { conditions: conditions(cas, partout), dit, vers };
    });
    const signature = JSON.stringify(lignes);
    const groupe = groupes.get(signature) ?? { evenements: [], lignes };
    groupe.evenements.push(nom);
    groupes.set(signature, groupe);
  }
  return [...groupes.values()].flatMap(({ evenements, lignes }) =>
    lignes.map((l) => ({ ...l, evenements: evenements.includes(AUTRE) ? [AUTRE] : evenements })),
  );
};

const departs = (): Ligne[] =>
  NOMS.map((nom) => {
    const { debut } = parcourirSituation(nom, []);
    return {
      evenements: ['appel reçu'],
      conditions: nom,
      dit: dits(debut.effets),
      vers: cible(debut.effets, debut.etat.etape),
    };
  });

/** Situations that begin alike are one line. */
const lignesDeDepart = (): Ligne[] => {
  const par = new Map<string, Ligne[]>();
  for (const l of departs()) ajouterA(par, l.vers, l);
  const plus = Math.max(...[...par.values()].map((l) => l.length));
  return [...par.values()].flatMap(([premiere, ...suite]) =>
    premiere ? [{ ...premiere, conditions: suite.length + 1 === plus ? '' : premiere.conditions }] : [],
  );
};

export const lignesDuSvi = (): [string, Ligne[]][] => [
  ['DEPART', lignesDeDepart()],
  ...ETAPES.map((e): [string, Ligne[]] => [e, lignesDEtape(e)]),
];

const libelle = (l: Ligne): string => l.evenements.join(' ou ') + (l.conditions === '' ? '' : ` (${l.conditions})`);

/** Mermaid: one arrow between two states, with all that leads along it. */
const diagramme = (lignes: readonly [string, Ligne[]][]): string => {
  const fleches = new Map<string, string[]>();
  const finales = new Set<string>();
  for (const [de, siennes] of lignes) {
    for (const l of siennes) {
      const cle = `${de} --> ${l.vers}`;
      if (!(ETAPES as readonly string[]).includes(l.vers)) finales.add(l.vers);
      ajouterA(fleches, cle, libelle(l));
    }
  }
  const corps = [...fleches].map(([cle, textes]) => `  ${cle} : ${[...new Set(textes)].join('<br/>')}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> DEPART',
    ...corps,
    ...[...finales].map((f) => `  ${f} --> [*]`),
    '```',
  ].join('\n');
};

const attente = (etape: string): string => {
  const d = Object.entries(DEMANDES).find(([e]) => e === etape)?.[1];
  return d
    ? `${d.chiffres === 1 ? 'Une touche attendue' : `${d.chiffres} touches attendues`}, ${d.attente} s de silence.`
    : '';
};

/** The body of docs/specification/svi.md. */
export const corpsDuSvi = (table: (entetes: string[], lignes: string[][]) => string): string[] => {
  const lignes = lignesDuSvi();
  return [
    'Page tirée d’un parcours de la machine elle-même, de toutes les situations et de tous les événements. `ECHEC_…` : rien n’est pointé, l’appel est gardé avec l’étape atteinte et cette issue (PT-4). « Raccroche » et « erreur du service » à l’étape CONFIRME, ou après un 9, gardent le pointage.',
    diagramme(lignes),
    ...lignes.flatMap(([etape, siennes]) => [
      `## ${etape}`,
      ...(attente(etape) === '' ? [] : [attente(etape)]),
      table(
        ['événement', 'précision', 'ce qui est dit', 'suite'],
        siennes.map((l) => [l.evenements.join(' ou '), l.conditions || '—', l.dit || '—', `\`${l.vers}\``]),
      ),
    ]),
  ];
};
