import type { EffetParametre, ParametreLu } from '#shared/contrats/administration';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idParametre } from '#shared/contrats/ids';
import { type CleParametre, lecteurParametres, PARAMETRES, type Parametre } from '#shared/contrats/parametre';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { ajouterJours, dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { tracer } from '../adapters/depot/audit';
import { lireParametres } from '../adapters/depot/connus';
import { type AccesMagasin, lireUn } from '../ports/documents';
import type { Horloge } from '../ports/horloge';

const CLES = Object.keys(PARAMETRES) as CleParametre[];

/** Every dated parameter (or one), with the value in force on a date and its versions. */
export const listerParametres = async (
  m: AccesMagasin,
  date: DateCivile,
  cle?: string,
): Promise<Resultat<ParametreLu[]>> => {
  const voulues = cle === undefined ? CLES : CLES.filter((c) => c === cle);
  if (voulues.length === 0) return inconnu(cle);
  const documents = await lireParametres(m);
  const enVigueur = lecteurParametres(documents)(date);
  return {
    ok: true,
    valeur: voulues.map((c) => ({
      cle: c,
      sens: PARAMETRES[c].sens,
      unite: PARAMETRES[c].unite,
      valeur: enVigueur[c],
      defaut: PARAMETRES[c].defaut,
      versions: documents.filter((d) => d.cle === c).map(({ depuis, valeur, auteur }) => ({ depuis, valeur, auteur })),
    })),
  };
};

const inconnu = (cle: string | undefined) => ({
  ok: false as const,
  refus: { code: 'PARAMETRE_INCONNU', message: `Paramètre « ${cle} » inconnu : ${CLES.join(', ')}.` },
});

const enValeur = (texte: string): unknown => {
  try {
    return JSON.parse(texte);
  } catch {
    return texte;
  }
};

const enE164 = (v: unknown): unknown =>
  typeof v === 'string' || typeof v === 'number' ? (numeroE164(String(v)) ?? v) : v;

/** Telephone numbers are typed in any writing, and kept in E.164. */
const NORMALISER: Partial<Record<CleParametre, (v: unknown) => unknown>> = {
  numeroVert: enE164,
  assistance: (v) => (typeof v === 'object' && v !== null && 'numero' in v ? { ...v, numero: enE164(v.numero) } : v),
  telephonesAntennes: (v) =>
    typeof v === 'object' && v !== null
      ? Object.fromEntries(Object.entries(v).map(([antenne, numero]) => [antenne, enE164(numero)]))
      : v,
};

/** What a refusal shows, where the default says nothing of the writing. */
const EXEMPLES: Partial<Record<CleParametre, string>> = {
  prestationParDefaut: 'AD',
  reportApaDepuis: '2024-05-01',
  numeroVert: '0805123456',
  assistance: '{"numero":"0145010203","heures":"lundi à vendredi, 8 h 30 – 17 h"}',
  telephonesAntennes: '{"SUD":"0145010203"}',
  astreinte: '["astreinte@exemple.fr"]',
  destinatairesDigest: '{"SUD":["antenne@exemple.fr"]}',
  destinatairesAlertes: '["technique@exemple.fr"]',
  destinatairesSecurite: '["technique@exemple.fr"]',
  maintenancesPrevues: '[{"debut":"2026-12-01T03:00:00Z","fin":"2026-12-01T04:00:00Z","motif":"Mise à jour"}]',
  rolesSecondFacteur: '["ADMINISTRATEUR"]',
};

/** A value of that parameter, as it is typed. */
export const exempleDe = (cle: CleParametre): string => EXEMPLES[cle] ?? JSON.stringify(PARAMETRES[cle].defaut);

type Demande = { cle: string; valeur: string; depuis: string };
type Lue = { cle: CleParametre; depuis: DateCivile; valeur: unknown };

/** The codes of the refusals name the field. */
const lireDemande = (horloge: Horloge, c: Demande): Resultat<Lue> => {
  const cle = CLES.find((x) => x === c.cle);
  if (!cle) return inconnu(c.cle);
  if (!dateExiste(c.depuis))
    return refuser(
      'DATE',
      `« ${c.depuis} » n’est pas une date : écrivez AAAA-MM-JJ, par exemple ${dateParis(horloge())}.`,
    );
  const lue = PARAMETRES[cle].schema.safeParse((NORMALISER[cle] ?? ((v) => v))(enValeur(c.valeur)));
  if (!lue.success)
    return refuser(
      'VALEUR',
      `Valeur refusée pour ${cle} (${PARAMETRES[cle].unite}). Écrivez par exemple : ${exempleDe(cle)}`,
    );
  return { ok: true, valeur: { cle, depuis: c.depuis, valeur: lue.data } };
};

/** What writing it would change, from when and until when; nothing is written. */
export const prevoirParametre = async (
  m: AccesMagasin,
  horloge: Horloge,
  demande: Demande,
): Promise<Resultat<EffetParametre>> => {
  const lue = lireDemande(horloge, demande);
  if (!lue.ok) return lue;
  const { cle, depuis, valeur } = lue.valeur;
  const documents = await lireParametres(m);
  const siens = documents.filter((d) => d.cle === cle).map((d) => d.depuis);
  const suivante = siens.filter((d) => d > depuis).sort()[0];
  return {
    ok: true,
    valeur: {
      cle,
      depuis,
      ...(suivante === undefined ? {} : { jusqua: ajouterJours(suivante, -1) }),
      avant: lecteurParametres(documents)(depuis)[cle],
      apres: valeur,
      remplace: siens.includes(depuis),
      retroactif: depuis < dateParis(horloge()),
    },
  };
};

/** Adds a dated version. Closed months keep what they froze: only months still open can change. */
export const ecrireParametre = async (
  m: AccesMagasin,
  horloge: Horloge,
  c: Demande & { auteur: string },
): Promise<Resultat<Parametre>> => {
  const lue = lireDemande(horloge, c);
  if (!lue.ok) return lue;
  const { cle, depuis, valeur } = lue.valeur;
  const doc: Parametre = {
    _id: idParametre(cle, depuis),
    type: 'parametre',
    cle,
    depuis,
    valeur,
    auteur: c.auteur,
    instant: horloge(),
  };
  const connu = await lireUn<Parametre>(m, BASE_CENTRALE, doc._id);
  await m.nano.use(BASE_CENTRALE).insert(connu ? { ...doc, _rev: connu._rev } : doc);
  await tracer(m, { instant: doc.instant, auteur: c.auteur, action: 'PARAMETRE', objet: `${cle} ${depuis}` });
  return { ok: true, valeur: doc };
};
