import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenreTentative } from '#shared/contrats/acces/administration';
import { baseAntenne } from '#shared/contrats/ids';
import { SAISIES, type TypeSaisie, usagerNomme } from '#shared/contrats/saisie';
import { LIMITES, reponseEnvoiSchema } from '#shared/replication/protocole';
import { instantDe } from '#shared/temps/paris';
import { dateCivileSchema, instantSchema, moisSchema } from '#shared/temps/types';
import { cloture, ulidDe, usager } from '#shared/testing/constructeurs';
import { lireTentatives, tenirRegistre } from '../../domaines/acces/registre';
import { lireAudit } from '../../domaines/audit/lire';
import type { Registre } from '../../ports/acces';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, lireUn, plageDuType } from '../../store/lire';
import { intervenant } from '../../transitions/testing/banc';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc, ouvrirMagasinEnMemoire } from '../testing/banc';

// Every type that a PC may write × every way to forge one, through the real sending.

const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');
const JOUR = dateCivileSchema.parse('2026-11-24');
const EMPREINTE = 'a'.repeat(64);
const MOI = 'marie';

type Ligne = Record<string, unknown> & { _id: string; id: string };
type Fabrique = (n: string) => Record<string, unknown>;

/** One good row of each type; a new type of saisie has its line here, or this file does not compile. */
const BONNES: Record<TypeSaisie, Fabrique> = {
  correction: () => ({
    nature: 'HORAIRE',
    cible: { genre: 'POINTAGE', id: 'P1' },
    debut: '2026-11-24T08:00:00Z',
    motif: 'OUBLI_ARRIVEE',
    base: [],
    source: 'POSTE',
  }),
  // Each its own number: one that is hers already is not attached again.
  rattachement: (n) => ({ geste: 'RATTACHER', numero: `+3319900${n.padStart(4, '0')}`, usagerId: 'U1' }),
  fiche: () => ({
    usagerId: 'U1',
    intervenantId: 'I1',
    motif: 'PANNE_SVI',
    arrivee: '2026-11-24T08:30:00Z',
    depart: '2026-11-24T09:30:00Z',
  }),
  prise: () => ({ objet: { genre: 'POINTAGE', id: 'P1' }, geste: 'PRENDRE' }),
  acquittement: () => ({ alerteId: `alerte:${JOUR}:CONFLIT:x` }),
  // Each of a usager of its own: two absences of the same one would overlap.
  absence: (n) => ({ usagerId: `UA${n}`, nature: 'VACANCES', du: JOUR, au: JOUR }),
  sanstele: () => ({ usagerId: 'U1', raison: 'REFUS', depuis: JOUR }),
  note: () => ({ objet: { genre: 'USAGER', id: 'U1' }, usagerId: 'U1', texte: 'Sonner deux fois' }),
  proforma: () => ({ mois: '2026-10', decision: 'VALIDE', empreinte: EMPREINTE }),
  signalement: () => ({
    categorie: 'ECRAN',
    gravite: 'MINEURE',
    texte: 'La grille reste vide',
    pannes: [],
    contexte: {
      ecran: '/interventions/',
      version: '0.1.0',
      navigateur: 'Firefox 140',
      liaison: 'EN_LIGNE',
      attente: 0,
      refusees: 0,
      requetes: [],
    },
  }),
};
const TYPES = Object.keys(SAISIES) as TypeSaisie[];

const rangs = new Map<TypeSaisie, number>();
const bonne = (type: TypeSaisie): Ligne => {
  rangs.set(type, (rangs.get(type) ?? 0) + 1);
  const rang = String(rangs.get(type));
  const id = ulidDe(`${TYPES.indexOf(type)}X${rang}`);
  const communs = { date: JOUR, antenne: 'EST', auteur: MOI, instant: MAINTENANT, poste: 'poste-1' };
  return { _id: `${type}:${JOUR}:${id}`, type, id, ...communs, ...BONNES[type](rang) };
};

let banc: Banc;
let client: Client;
let registre: Registre;
let fermer: () => Promise<void>;
beforeAll(async () => {
  const essai = await ouvrirMagasinEnMemoire();
  fermer = essai.fermer;
  const { magasin } = essai;
  const horloge = () => MAINTENANT;
  registre = tenirRegistre({ magasin, horloge, courrier: undefined, extranet: () => '', surErreur: () => undefined });
  banc = await ouvrirBanc({ magasin, horloge, registre });
  await creerCompteDEssai(magasin, MOI, 'GESTIONNAIRE', ['EST'], true);
  await creerCompteDEssai(magasin, 'paul', 'GESTIONNAIRE', ['EST', 'SUD'], true);
  await ecrireTout(magasin, baseAntenne('EST'), [
    usager('U1'),
    ...Array.from({ length: 100 }, (_, i) => usager(`UA${i}`)),
    intervenant('I1', 'EST'),
    cloture('EST', moisSchema.parse('2026-10'), { empreinte: EMPREINTE }),
  ]);
  await ecrireTout(magasin, baseAntenne('SUD'), [usager('U-SUD', { antenne: 'SUD' })]);
  client = await banc.connecter(MOI);
});
afterAll(async () => {
  await banc.fermer();
  await fermer();
});

const envoyer = async (documents: unknown[], qui = client) => {
  const r = await qui.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } });
  expect(r.status).toBe(200);
  return reponseEnvoiSchema.parse(await r.json());
};
const lire = (id: string) => lireUn<Record<string, unknown>>(banc.magasin, baseAntenne('EST'), id);
/** All that the two antennas hold. */
const tout = async () => {
  const lireTout = (antenne: 'EST' | 'SUD') =>
    lirePlage<Record<string, unknown>>(banc.magasin, baseAntenne(antenne), { debut: '', fin: '\uffff' });
  const [est, sud] = await Promise.all([lireTout('EST'), lireTout('SUD')]);
  const parId = new Map(est.map((d) => [d._id, d]));
  return { est: parId, ids: new Set([...parId.keys(), ...sud.map((d) => d._id)]) };
};
const tentatives = async (genre: GenreTentative): Promise<number> => {
  await registre.fini();
  const { tentatives: toutes } = await lireTentatives(banc.magasin, MAINTENANT);
  return toutes.filter((t) => t.genre === genre && t.compte === MOI).reduce((t, x) => t + x.nombre, 0);
};

type Forge = {
  quoi: string;
  faire: (l: Ligne) => unknown;
  /** The refusal; several where the type decides which rule is broken first. */
  codes: readonly string[];
  /** Kept in the register, and mailed: what no honest screen sends. */
  genre?: GenreTentative;
  /** The types that have what is forged. */
  pour?: (l: Ligne) => boolean;
};
const renommee = (l: Ligne, date: string): Ligne => ({ ...l, date, _id: `${String(l.type)}:${date}:${l.id}` });

const FORGES: readonly Forge[] = [
  {
    quoi: 'in the name of a colleague',
    faire: (l) => ({ ...l, auteur: 'paul' }),
    codes: ['AUTEUR'],
    genre: 'AUTEUR_FORGE',
  },
  {
    quoi: 'in the name of a command',
    faire: (l) => ({ ...l, auteur: 'CLI:root' }),
    codes: ['AUTEUR'],
    genre: 'AUTEUR_FORGE',
  },
  { quoi: 'in the name of nobody', faire: (l) => ({ ...l, auteur: '' }), codes: ['FORMAT'] },
  {
    quoi: 'for another antenna',
    faire: (l) => ({ ...l, antenne: 'SUD' }),
    codes: ['ANTENNE'],
    genre: 'ANTENNE_FORGEE',
  },
  {
    quoi: 'for an antenna that does not exist',
    faire: (l) => ({ ...l, antenne: 'LUNE' }),
    codes: ['ANTENNE'],
    genre: 'ANTENNE_FORGEE',
  },
  { quoi: 'for what is no code of an antenna', faire: (l) => ({ ...l, antenne: 'la lune' }), codes: ['FORMAT'] },
  { quoi: 'of a day that does not exist', faire: (l) => renommee(l, '2026-02-30'), codes: ['FORMAT', 'IDENTIFIANT'] },
  {
    quoi: 'of a day that its id does not say',
    faire: (l) => ({ ...l, date: '2026-11-23' }),
    codes: ['IDENTIFIANT'],
    genre: 'SAISIE_FORGEE',
  },
  { quoi: 'of a day before what PCs keep', faire: (l) => renommee(l, '2025-01-15'), codes: ['DATE'] },
  { quoi: 'of a day in two years', faire: (l) => renommee(l, '2028-11-24'), codes: ['DATE'] },
  {
    quoi: 'made later than now',
    faire: (l) => ({ ...l, instant: instantDe(Date.parse(MAINTENANT) + 600_000) }),
    codes: ['HORLOGE'],
  },
  { quoi: 'made at no time', faire: (l) => ({ ...l, instant: 'hier' }), codes: ['FORMAT'] },
  ...[
    'verdict',
    'accuse',
    'refus',
    'intervention',
    'pointage',
    'cloture',
    'fige',
    'compte',
    'audit',
    'usager',
    'toString',
    '',
  ].map(
    (type): Forge => ({
      quoi: `as « ${type} », which only the server writes`,
      faire: (l) => ({ ...l, type, _id: `${type}:${JOUR}:${l.id}` }),
      codes: ['TYPE_RESERVE'],
      genre: 'TYPE_FORGE',
    }),
  ),
  {
    quoi: 'of a type that is no text',
    faire: (l) => ({ ...l, type: [l.type] }),
    codes: ['TYPE_RESERVE'],
    genre: 'TYPE_FORGE',
  },
  {
    quoi: 'under the fields of another type',
    faire: (l) => {
      const autre = l.type === 'acquittement' ? 'sanstele' : 'acquittement';
      return { ...l, type: autre, _id: `${autre}:${JOUR}:${l.id}` };
    },
    codes: ['FORMAT'],
  },
  ...[
    ['of a planned visit', 'L0000123'],
    // By its id it would be read in the audit log as refused, and what it does not be told there.
    ['that says of itself that it is refused', '01K refusée DATE'],
    // What the link of a message on call writes: it would note that who is on call took the alert.
    ['of the server’s own rows', 'astreinte-AbCdEfGhIjKl'],
    ['drawn in small letters', '01k6zzzzzzzzzzzzzzzzzzzzzz'],
  ].map(
    ([quoi = '', id = '']): Forge => ({
      quoi: `under the id ${quoi}, which no PC draws`,
      faire: (l) => ({ ...l, id, _id: `${String(l.type)}:${JOUR}:${id}` }),
      codes: ['FORMAT'],
    }),
  ),
  {
    quoi: 'too big',
    faire: (l) => ({ ...l, commentaire: 'é'.repeat(LIMITES.octetsDocument / 2) }),
    codes: ['TROP_GROS'],
    genre: 'SAISIE_FORGEE',
  },
  {
    quoi: 'too big by a field that nobody knows',
    faire: (l) => ({ ...l, x: { y: 'a'.repeat(LIMITES.octetsDocument) } }),
    codes: ['TROP_GROS'],
    genre: 'SAISIE_FORGEE',
  },
  {
    quoi: 'under an id of the server’s',
    faire: (l) => ({ ...l, _id: `verdict:${JOUR}:${l.id}` }),
    codes: ['IDENTIFIANT'],
    genre: 'SAISIE_FORGEE',
  },
  {
    quoi: 'under a design document’s id',
    faire: (l) => ({ ...l, _id: '_design/x' }),
    codes: ['IDENTIFIANT'],
    genre: 'SAISIE_FORGEE',
  },
  {
    quoi: 'under a local document’s id',
    faire: (l) => ({ ...l, _id: '_local/x' }),
    codes: ['IDENTIFIANT'],
    genre: 'SAISIE_FORGEE',
  },
  { quoi: 'under no id', faire: ({ _id: _, ...l }) => l, codes: ['FORMAT'] },
  {
    quoi: 'as a deletion',
    faire: (l) => ({ ...l, _deleted: true }),
    codes: ['SUPPRESSION_INTERDITE'],
    genre: 'SAISIE_FORGEE',
  },
  {
    quoi: 'of a usager of another antenna',
    faire: (l) => ({ ...l, usagerId: 'U-SUD' }),
    codes: ['USAGER_AUTRE_ANTENNE'],
    pour: (l) => usagerNomme(l as never) !== undefined,
  },
  {
    // What a file brought bears it: noted as typed and counted as brought, it would stop every backup.
    quoi: 'from a device named as what files take over',
    faire: (l) => ({ ...l, poste: 'REPRISE' }),
    codes: ['POSTE'],
    genre: 'SAISIE_FORGEE',
  },
  { quoi: 'from a device with too long a name', faire: (l) => ({ ...l, poste: 'p'.repeat(81) }), codes: ['FORMAT'] },
  { quoi: 'as a list', faire: (l) => [l], codes: ['TYPE_RESERVE'], genre: 'TYPE_FORGE' },
];

describe.each(TYPES)('« %s »', (type) => {
  test('as it is, is taken: what follows is refused for its forgery alone', async () => {
    const l = bonne(type);
    expect(await envoyer([l])).toEqual({ recus: [l._id], refuses: [] });
    expect(await lire(l._id)).toMatchObject({ auteur: MOI, antenne: 'EST' });
  });

  test('forged in each of these ways, is refused, told and audited; nothing is written, and those around it are taken', async () => {
    const lignes = FORGES.map((f) => ({ f, modele: bonne(type) })).filter(({ f, modele }) => f.pour?.(modele) ?? true);
    const genres = new Set(lignes.flatMap(({ f }) => f.genre ?? []));
    const avant = new Map<GenreTentative, number>();
    for (const g of genres) avant.set(g, await tentatives(g));
    const honnetes = lignes.map(() => bonne('acquittement'));
    const forgees = lignes.map(({ f, modele }) => f.faire(modele));
    const r = await envoyer(forgees.flatMap((x, i) => [x, honnetes[i]]));
    expect(r.recus).toEqual(honnetes.map((h) => h._id));
    expect(r.refuses).toHaveLength(lignes.length);
    const journal = new Set((await lireAudit(banc.magasin, {})).entrees.map((e) => `${e.auteur} ${e.objet}`));
    const { est, ids } = await tout();
    for (const [i, { f, modele }] of lignes.entries()) {
      const { documentId = '', code = '', message } = r.refuses[i] ?? {};
      expect([f.quoi, f.codes.includes(code) ? 'refusée' : code]).toEqual([f.quoi, 'refusée']);
      expect(message).toMatch(/^[A-ZÉL].*\.$/);
      expect(est.get(`refus:2026-11-25:${documentId}`), f.quoi).toMatchObject({ auteur: MOI });
      expect([f.quoi, journal.has(`${MOI} ${documentId} refusée ${code}`)]).toEqual([f.quoi, true]);
      const forgee = String((forgees[i] as Partial<Ligne>)._id ?? 'aucun');
      expect([f.quoi, ids.has(modele._id), ids.has(forgee)]).toEqual([f.quoi, false, false]);
    }
    for (const g of genres) {
      const attendues = lignes.filter(({ f }) => f.genre === g).length;
      expect([g, (await tentatives(g)) - (avant.get(g) ?? 0)]).toEqual([g, attendues]);
    }
  });

  test('under the id of a colleague’s, with its revision or not: hers stays as it was', async () => {
    const paul = await banc.connecter('paul');
    const sienne = { ...bonne(type), auteur: 'paul' };
    expect((await envoyer([sienne], paul)).recus).toEqual([sienne._id]);
    const avant = await lire(sienne._id);
    const debut = await tentatives('SAISIE_FORGEE');
    for (const plus of [{}, { _rev: avant?._rev }]) {
      const r = await envoyer([{ ...sienne, auteur: MOI, ...plus }]);
      // Absences say first that the usager is away already.
      expect(['IDENTIFIANT_DEJA_PRIS', 'CHEVAUCHE']).toContain(r.refuses[0]?.code);
      expect(await lire(sienne._id)).toEqual(avant);
    }
    if (type !== 'absence') expect((await tentatives('SAISIE_FORGEE')) - debut).toBe(2);
  });

  test('with fields that nobody knows, or that the store would obey: none is kept', async () => {
    const l = bonne(type);
    const piege = JSON.parse(
      JSON.stringify({
        ...l,
        _attachments: { x: { content_type: 'text/html', data: 'PGI+' } },
        _revisions: { start: 9, ids: ['a', 'b'] },
        decision_du_serveur: 'ACCEPTEE',
        recuLe: MAINTENANT,
      }).replace('{', '{"__proto__":{"role":"CENTRAL"},"constructor":{"prototype":{"admin":true}},'),
    ) as Ligne;
    expect((await envoyer([JSON.parse(JSON.stringify(piege))])).recus).toEqual([l._id]);
    const garde = await lire(l._id);
    expect(Object.keys(garde ?? {}).sort()).toEqual([...Object.keys(l), '_rev'].sort());
    expect(garde?._rev).toMatch(/^1-/);
  });

  test('each field that it must have, missing or of another kind: refused for its form', async () => {
    const l = bonne(type);
    const champs = Object.keys(l).filter(
      (c) => c !== 'type' && !SAISIES[type].safeParse({ ...l, [c]: undefined }).success,
    );
    expect(champs.length).toBeGreaterThan(6);
    const lignes = champs.flatMap((c) => [
      { ...l, [c]: undefined },
      { ...l, [c]: { $gt: '' } },
    ]);
    const r = await envoyer(lignes);
    expect(r.recus).toEqual([]);
    expect(new Set(r.refuses.map((x) => x.code))).toEqual(new Set(['FORMAT']));
    expect(r.refuses).toHaveLength(lignes.length);
    expect(await lire(l._id)).toBeUndefined();
  });
});

test('after all of it, the antenna holds what was sent honestly, and no other antenna holds anything of it', async () => {
  for (const type of TYPES) {
    const docs = await lirePlage<{ auteur: string; antenne: string }>(
      banc.magasin,
      baseAntenne('EST'),
      plageDuType(type),
    );
    expect(docs.length).toBeGreaterThan(0);
    for (const d of docs) expect([['marie', 'paul'].includes(d.auteur), d.antenne]).toEqual([true, 'EST']);
    expect(await lirePlage(banc.magasin, baseAntenne('SUD'), plageDuType(type))).toEqual([]);
  }
});
