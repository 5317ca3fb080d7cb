import { type CleParametre, PARAMETRES } from '../contrats/exploitation/parametre';

// [FL-3] What two sides of a cut wrote of one document, made one: the version that is shown, with what the other says beside it.

export type Corps = { [cle: string]: unknown };

/** `aPart`: the two say what no rule can settle, and of which this one is not shown: it is kept for a person too. `consequence`: what holds until then. */
export type Fondu = { corps: Corps; aPart?: Corps; consequence?: string };

/** `avant`: what was there before the cut, where that is known. */
export type Fondre = (gagnant: Corps, perdant: Corps, avant?: Corps) => Fondu;

const texte = (v: unknown): string => (typeof v === 'string' ? v : '');
const liste = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const estObjet = (v: unknown): v is Corps => typeof v === 'object' && v !== null && !Array.isArray(v);

/** Independent of the order of the keys. */
const ordonner = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(ordonner)
    : estObjet(v)
      ? Object.fromEntries(
          Object.keys(v)
            .sort()
            .map((cle) => [cle, ordonner(v[cle])]),
        )
      : v;
const egaux = (a: unknown, b: unknown): boolean => JSON.stringify(ordonner(a)) === JSON.stringify(ordonner(b));

/** The ids that either side noted. */
const fondreNotes: Fondre = (gagnant, perdant) => {
  const ids = [...new Set([...liste(gagnant.ids), ...liste(perdant.ids)])].sort();
  return { corps: ids.length === liste(gagnant.ids).length ? gagnant : { ...gagnant, ids } };
};

const recuLe = (v: unknown): string => (estObjet(v) ? texte(v.recuLe) : '');

/** All the versions of the two, in the order in which they were received. */
const fondreVersions: Fondre = (gagnant, perdant) => {
  const connues = new Set(liste(gagnant.versions).map((v) => JSON.stringify(v)));
  const neuves = liste(perdant.versions).filter((v) => !connues.has(JSON.stringify(v)));
  if (neuves.length === 0) return { corps: gagnant };
  const versions = [...liste(gagnant.versions), ...neuves];
  versions.sort((a, b) => (recuLe(a) < recuLe(b) ? -1 : recuLe(a) > recuLe(b) ? 1 : 0));
  return { corps: { ...gagnant, versions } };
};

/** Drawn by us and given to a person: of two that differ, one may be in use that is not the one that is kept. */
export const CODES_TIRES = ['codeUsager', 'codeSvi'];

/**
 * Who is known is what the last file says; known since the first of the two. A code that one side gave up gives way to the one that
 * took its place, whichever side wrote last.
 */
const fondreDossiers: Fondre = (gagnant, perdant, avant = {}) => {
  const dit = (c: Corps): string => texte(c.changeLe) || texte(c.vuLe);
  const [dernier, autre] = dit(perdant) > dit(gagnant) ? [perdant, gagnant] : [gagnant, perdant];
  const vus = [dernier.vuLe, autre.vuLe].filter((v) => typeof v === 'string').sort();
  const corps = {
    ...dernier,
    ...Object.fromEntries(
      CODES_TIRES.flatMap((c) =>
        autre[c] !== undefined && (dernier[c] === undefined || dernier[c] === avant[c]) ? [[c, autre[c]]] : [],
      ),
    ),
    ...(vus[0] === undefined ? {} : { vuLe: vus[0] }),
    ...(autre.repris === true ? { repris: true } : {}),
  };
  const deux = (c: string): boolean =>
    ![dernier[c], autre[c]].some((code) => code === undefined || code === avant[c]) && dernier[c] !== autre[c];
  return CODES_TIRES.some(deux) ? { corps, aPart: autre } : { corps };
};

/** The fields of an account that a rule settles; any other that differs is for a person. */
const REGLES_COMPTE = ['actif', 'empreinte', 'motDePasseLe'];

const COMPTE_FERME =
  'Ce compte est désactivé : les deux côtés ne disent pas le même rôle ou le même nom. Le corriger s’il le faut, le réactiver, puis donner un nouveau lien de mot de passe.';

/** What signs in, and opens what a PC keeps: of one version and never of two. */
const motDePasseDe = ({ empreinte, motDePasseLe, partCle }: Corps): Corps => ({
  empreinte,
  partCle,
  ...(motDePasseLe === undefined ? {} : { motDePasseLe }),
});

/**
 * The stricter of the two accounts: closed by one side, it is closed; and so it is where the two disagree on who it is or on what it
 * may do, until a person has settled it. The password is the last that was given, to whom the account stays: never another's.
 */
const fondreComptes: Fondre = (gagnant, perdant) => {
  const donneLe = (c: Corps): string => (c.empreinte === '' ? '' : texte(c.motDePasseLe) || texte(c.creeLe));
  const different = (c: string): boolean => !egaux(gagnant[c], perdant[c]);
  const unSeul = !different('nom') && !different('creeLe');
  const { motDePasseLe: _, ...reste } = gagnant;
  const deLAutre = liste(perdant.antennes);
  const douteux = different('role') || different('nom');
  const corps = {
    ...reste,
    ...motDePasseDe(unSeul && donneLe(perdant) > donneLe(gagnant) ? perdant : gagnant),
    actif: gagnant.actif === true && perdant.actif === true && !douteux,
    responsable: gagnant.responsable === true && perdant.responsable === true,
    antennes: liste(gagnant.antennes).filter((a) => deLAutre.includes(a)),
  };
  const champs = new Set([...Object.keys(gagnant), ...Object.keys(perdant)]);
  for (const regle of REGLES_COMPTE) champs.delete(regle);
  if (![...champs].some(different)) return { corps };
  return { corps, aPart: perdant, ...(douteux ? { consequence: COMPTE_FERME } : {}) };
};

type Valeur = { valeur: unknown; contredit: boolean };

/** Of two values, the one that changed; both did, and not alike: the one that is shown stays. */
const choisir = (g: unknown, p: unknown, avant: unknown): Valeur => {
  if (egaux(g, p) || egaux(p, avant)) return { valeur: g, contredit: false };
  return egaux(g, avant) ? { valeur: p, contredit: false } : { valeur: g, contredit: true };
};

const fondreValeurs = (g: unknown, p: unknown, avant: unknown): Valeur => {
  if (!estObjet(g) || !estObjet(p) || !estObjet(avant)) return choisir(g, p, avant);
  const champs = [...new Set([...Object.keys(g), ...Object.keys(p)])];
  const choisis = champs.map((c) => [c, choisir(g[c], p[c], avant[c])] as const);
  const valeur = Object.fromEntries(choisis.flatMap(([c, x]) => (x.valeur === undefined ? [] : [[c, x.valeur]])));
  return { valeur, contredit: choisis.some(([, x]) => x.contredit) };
};

const estCle = (cle: unknown): cle is CleParametre => typeof cle === 'string' && Object.hasOwn(PARAMETRES, cle);

/** A parameter, field by field: what one side alone changed is kept of both. Nothing is known before: they agree, or contradict. */
const fondreParametres: Fondre = (gagnant, perdant, avant) => {
  if (egaux(gagnant.valeur, perdant.valeur)) return { corps: gagnant };
  if (!avant || !estCle(gagnant.cle)) return { corps: gagnant, aPart: perdant };
  const { valeur, contredit } = fondreValeurs(gagnant.valeur, perdant.valeur, avant.valeur);
  // Each field is right, and the whole is not: a window that would end before it begins.
  if (!PARAMETRES[gagnant.cle].schema.safeParse(valeur).success) return { corps: gagnant, aPart: perdant };
  const { auteur, instant } = texte(perdant.instant) > texte(gagnant.instant) ? perdant : gagnant;
  const corps = egaux(valeur, gagnant.valeur) ? gagnant : { ...gagnant, valeur, auteur, instant };
  return contredit ? { corps, aPart: perdant } : { corps };
};

/** What is made one rather than kept apart, by type. */
export const FONTES: Readonly<Record<string, Fondre>> = {
  inventaire: fondreNotes,
  visite: fondreVersions,
  usager: fondreDossiers,
  intervenant: fondreDossiers,
  compte: fondreComptes,
  parametre: fondreParametres,
};
