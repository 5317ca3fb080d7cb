import { describe, expect, test } from 'vitest';
import { TENTATIVES } from '#shared/contrats/acces/administration';
import { ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { ACTIONS, type ActionAudit } from '#shared/contrats/exploitation/audit';
import { GESTES_INCIDENT } from '#shared/contrats/exploitation/incident';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { DESTINATIONS, ETATS_ENVOI } from '#shared/contrats/financement/envoi';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { lirePeriode } from '#shared/domain/rapport/periode';
import { DISPOSITIFS_EN_MOTS } from '#shared/etats/mots';
import { ETATS } from '#shared/etats/registre';
import { dateEntiere, dateEtHeure, heure, moisEnMots } from '#shared/mots/dates';
import { nombreEntier } from '#shared/mots/nombres';
import { type DateCivile, dateCivileSchema, type Instant, instantSchema, moisSchema } from '#shared/temps/types';
import { jour, paris } from '#shared/testing/constructeurs';
import type { Ecrite, FaitsEntrees, Famille, MessageOuTour } from './entrees/famille';
import { ENTREES } from './entrees/table';
import { direEntree } from './phrase';
import { PLAUSIBLES, type Plausible } from './testing/plausibles';

const NOMS: Readonly<Record<string, string>> = {
  'usager:M200001': 'PETIT Louis',
  'usager:M200002': 'MARTIN Jeanne',
  'intervenant:4501': 'DIALLO Awa',
};
const FAITS: FaitsEntrees = {
  saisies: new Map(),
  refus: new Map(),
  visites: new Map(),
  clotures: new Map(),
  astreintes: new Map<string, MessageOuTour>([
    [
      'message-astreinte:2026-11-28:x',
      {
        ...{ texte: 'Est : visite de 18 h 00 non commencée.', nom: 'ANNE Garde', etat: 'REMIS' },
        ...{ prepareLe: paris('2026-11-28 18:16'), remisLe: paris('2026-11-28 18:17') },
      },
    ],
    ['tour-astreinte:02K', { nom: 'Paul Roux', du: jour('2026-12-03'), au: jour('2026-12-05') }],
  ]),
};

/** Actions of which nothing writes an entry any more: their sentence is for logs of before. */
const ANCIENNES: readonly ActionAudit[] = [];

const actions = Object.keys(ACTIONS) as ActionAudit[];
const familleDe = (a: ActionAudit): Famille => ENTREES[a];
const casDe = (a: ActionAudit): [string, readonly Plausible[]][] => Object.entries(PLAUSIBLES[a]);
const TOUS = actions.flatMap((a) =>
  casDe(a).flatMap(([b, cas]) => cas.map((c) => [`${a} ${b} ${c.objet}`, a, b, c] as const)),
);
const ecrire = (a: ActionAudit, b: string, { avec }: Plausible): Ecrite | undefined =>
  familleDe(a).ecrire[b]?.(...(avec as never[]));
const dire = (a: ActionAudit, objet: string): string =>
  direEntree({ action: a, objet, instant: paris('2026-12-01 09:00') }, NOMS, FAITS).replaceAll('\u00a0', ' ');

/** What a code of the product's tables is in words. */
const EN_MOTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    ...codesAntennes().map((a) => [a, libelleAntenne(a)] as const),
    ...Object.entries(ROLES_EN_MOTS),
    ...Object.entries(DESTINATIONS),
    ...Object.entries(TENTATIVES),
    ...Object.entries(DISPOSITIFS_EN_MOTS),
    ...Object.entries(GESTES_INCIDENT).map(([g, { libelle }]) => [g, libelle] as const),
    ...Object.entries(ETATS_ENVOI).map(([e, { libelle }]) => [e, libelle.toLowerCase()] as const),
    ...Object.entries(PARAMETRES).map(
      ([p, { sens }]) => [p, sens.replace(/^[A-Z]{2}(-\d+)?(, [A-Z]{2}-\d+)*\s:\s/, '')] as const,
    ),
    ...ETATS.map((e) => [e.id, e.titre] as const),
    ...Object.entries(ACTIONS),
    ['CODE_REJOUE', 'code à usage unique déjà servi'],
    ...Object.entries({ CONFIRME: 'confirmé', ECARTE: 'écarté', role: 'rôle', courriel: 'adresse' }),
    ...Object.entries({ '01': '1er', '09': '9e', TOUTES: 'toutes les antennes', visite: 'Une ligne par visite' }),
  ].reduce((m, [code = '', mots = '']) => m.set(code, [...(m.get(code) ?? []), mots]), new Map<string, string[]>()),
);

/** Said by the name of whom they are. */
const GENRES = ['USAGER', 'INTERVENANT', 'usager', 'intervenant'];

const estDate = (v: string): v is DateCivile => dateCivileSchema.safeParse(v).success;
const estInstant = (v: string): v is Instant => instantSchema.safeParse(v).success;

/** Each value that a builder was given; an id of several parts, part by part. */
const valeursDe = (v: unknown): (string | number)[] => {
  if (typeof v === 'number') return [v];
  if (typeof v === 'string') return estInstant(v) ? [v] : v.split(':').filter((x) => !GENRES.includes(x));
  if (v instanceof Set) return [...v].flatMap(valeursDe);
  return typeof v === 'object' && v !== null ? Object.values(v).flatMap(valeursDe) : [];
};

/** The words by which a sentence may say a value. */
const motsDe = (v: string | number): readonly string[] => {
  if (typeof v === 'number') return [String(v), nombreEntier(v)];
  const nom = NOMS[`usager:${v}`] ?? NOMS[`intervenant:${v}`];
  if (nom !== undefined) return [nom];
  if (estInstant(v)) return [dateEtHeure(v), heure(v)];
  if (estDate(v)) return [dateEntiere(v)];
  const mois = moisSchema.safeParse(v).data;
  if (mois !== undefined) return [moisEnMots(mois)];
  if (/^\d{4}-T\d$/.test(v)) return [lirePeriode(v).titre];
  return EN_MOTS[v] ?? [v];
};
const plat = (texte: string): string => texte.replaceAll('\u00a0', ' ');

/** Names of files are said as they are. */
const FICHIER = /\S+\.(csv|pdf|xlsx|zip)\b/g;
const CRU = /\b[A-Z]+_[A-Z_]+\b|\b\d{4}-(\d\d|T\d)\b|(usager|intervenant):|[0-9a-f]{16}|undefined|NaN/;

test('each action is written by something, or is old', () => {
  const muettes = actions.filter((a) => Object.keys(familleDe(a).ecrire).length === 0);
  expect(muettes).toEqual(ANCIENNES);
});

test('each builder has its plausible entries', () => {
  for (const a of actions) {
    expect(Object.keys(PLAUSIBLES[a]).sort()).toEqual(Object.keys(familleDe(a).ecrire).sort());
    for (const [b, cas] of casDe(a)) expect([b, cas.length > 0]).toEqual([b, true]);
  }
});

describe('what is written, and read back', () => {
  test.each(TOUS)('%s: to the byte, and by that sentence', (_, a, b, c) => {
    expect(ecrire(a, b, c)).toEqual({ action: a, objet: c.objet });
    expect(dire(a, c.objet)).toBe(c.dit);
  });

  test.each(TOUS)('%s: each value is in it, in words, and no code is', (_, a, b, c) => {
    const dit = dire(a, ecrire(a, b, c)?.objet ?? '');
    const dits = valeursDe(c.avec).filter((v) => !(c.tait ?? []).includes(v) && v !== '');
    expect(dits.filter((v) => !motsDe(v).some((m) => dit.includes(plat(m))))).toEqual([]);
    const sansFichiers = dit.replace(FICHIER, '');
    expect(sansFichiers).not.toMatch(CRU);
    const crus = valeursDe(c.avec).filter(
      (v) => typeof v === 'string' && !motsDe(v).some((m) => m.includes(v)) && sansFichiers.split(/[ ,.]/).includes(v),
    );
    expect(crus).toEqual([]);
  });
});
