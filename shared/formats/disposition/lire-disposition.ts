import { type Champ, type Champs, colonnesDecalage, type Format } from '../champ';
import type { ColonneDisposee, ColonneEcrite, Disposition, DispositionEcrite, FauteDisposition } from './disposition';
import { ENCODAGES } from './encodage';
import { ditDate, ditHeure, fauteGabarit, type Gabarit, lireGabarit } from './gabarit';
import { type Entourage, lireColonne } from './lire-colonne';

/** What each key may be; a key that is not here is a fault. */
const CHOIX = {
  rangement: ['SEPARE', 'LARGEUR_FIXE'],
  decimale: [',', '.'],
  encodage: Object.keys(ENCODAGES),
  finDeLigne: ['CRLF', 'LF'],
  entete: ['NOMS', 'AUCUN'],
  fin: ['COMPTE', 'AUCUNE'],
} as const;
const LIBRES = ['separateur', 'date', 'heure', 'colonnes'] as const;
const COLONNES_MAX = 80;

type Fautes = FauteDisposition[];

const TYPES: Readonly<Record<string, RegExp>> = {
  champ: /^string$/,
  nom: /^(string|undefined)$/,
  format: /^(string|undefined)$/,
  largeur: /^(string|number|undefined)$/,
};
const estColonne = (c: unknown): c is ColonneEcrite =>
  typeof c === 'string' ||
  (typeof c === 'object' &&
    c !== null &&
    'champ' in c &&
    Object.entries(c).every(([cle, v]) => Object.hasOwn(TYPES, cle) && TYPES[cle]?.test(typeof v)));

const estListe = (v: unknown): v is readonly unknown[] => Array.isArray(v);

/** Keys and the shapes of their values: what a hand may have typed wrong before anything has a meaning. */
const fautesDeForme = (valeur: unknown): Fautes => {
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur))
    return [{ chemin: '', raison: 'une disposition est un objet : { "separateur": ";", … }' }];
  return Object.entries(valeur).flatMap(([cle, v]): Fautes => {
    const choix = Object.entries(CHOIX).find(([c]) => c === cle)?.[1];
    if (choix)
      return choix.some((c) => c === v)
        ? []
        : [{ chemin: cle, raison: `« ${String(v)} » n’est pas admis : écrivez ${choix.join(' ou ')}` }];
    if (!LIBRES.some((c) => c === cle))
      return [{ chemin: cle, raison: `cette clé n’existe pas : ${[...Object.keys(CHOIX), ...LIBRES].join(', ')}` }];
    if (cle !== 'colonnes') return typeof v === 'string' ? [] : [{ chemin: cle, raison: 'un texte est attendu' }];
    if (!estListe(v) || v.length === 0 || v.length > COLONNES_MAX)
      return [{ chemin: cle, raison: `donnez de 1 à ${COLONNES_MAX} colonnes, ou retirez la liste` }];
    return v.flatMap(
      (c, i): Fautes =>
        estColonne(c)
          ? []
          : [{ chemin: `colonnes.${i + 1}`, raison: 'une colonne s’écrit « champ = nom | format | largeur »' }],
    );
  });
};

const gabaritDe = (
  chemin: 'date' | 'heure',
  texte: string,
  juger: (g: Gabarit) => boolean,
  fautes: Fautes,
): Gabarit => {
  const g = lireGabarit(texte);
  const raison = g.ok
    ? (fauteGabarit(g.valeur) ??
      (juger(g.valeur) ? undefined : chemin === 'date' ? 'l’année, MM et JJ, sans heure' : 'HH puis MM, sans date'))
    : g.raison;
  if (raison !== undefined) fautes.push({ chemin, raison: g.ok ? `« ${texte} » : ${raison}` : raison });
  return g.ok ? g.valeur : [];
};

const separateurDe = (d: DispositionEcrite, decimale: string, fautes: Fautes): string | undefined => {
  const chemin = 'separateur';
  if (d.rangement === 'LARGEUR_FIXE') {
    if (d.separateur !== undefined)
      fautes.push({ chemin, raison: 'en largeur fixe il n’y a pas de séparateur : retirez-le' });
    return undefined;
  }
  const separateur = d.separateur === 'TAB' ? '\t' : (d.separateur ?? ';');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (separateur.length !== 1 || /[\p{L}\d"#\u0000-\u0008\u000a-\u001f\u007f-\uffff]/u.test(separateur))
    fautes.push({ chemin, raison: 'un seul signe : point-virgule, virgule, barre… ou TAB pour la tabulation' });
  else if (separateur === decimale)
    fautes.push({
      chemin,
      raison: `« ${separateur} » est aussi le signe décimal : changez l’un des deux`,
    });
  return separateur;
};

/** The same file, with its columns in the order of its table. */
const colonnesUsuelles = (champs: Champs): ColonneEcrite[] => Object.keys(champs);

const lireColonnes = (d: DispositionEcrite, champs: Champs, e: Entourage, fautes: Fautes): ColonneDisposee[] => {
  const nommees = d.colonnes !== undefined;
  // Where only a column's place says what it is, it has the same place in every file.
  const parNom = e.entete && e.separateur !== undefined;
  const colonnes = (d.colonnes ?? colonnesUsuelles(champs)).flatMap((c, i): ColonneDisposee[] => {
    const champ: Champ<unknown> | undefined = typeof c === 'string' ? champs[c] : undefined;
    const lue = lireColonne(c, e, !nommees && parNom && champ?.absenceAdmise === true);
    if (lue.ok) return [lue.valeur];
    fautes.push({ chemin: nommees ? `colonnes.${i + 1}` : 'colonnes', raison: lue.raison });
    return [];
  });
  for (const [i, c] of colonnes.entries())
    if (colonnes.findIndex((x) => x.nom === c.nom) !== i)
      fautes.push({
        chemin: 'colonnes',
        raison: `la colonne « ${c.nom} » est donnée deux fois : donnez-leur des noms différents`,
      });
  return colonnes;
};

/** The layout that was typed for a file, whole; or all that is wrong with it, each at its place. */
export const lireDisposition = <C extends Champs>(
  format: Format<C>,
  valeur: unknown,
): { ok: true; valeur: Disposition } | { ok: false; fautes: FauteDisposition[] } => {
  const fautes = fautesDeForme(valeur);
  if (fautes.length > 0) return { ok: false, fautes };
  // Its keys and their shapes have just been looked at.
  const d = valeur as DispositionEcrite;
  const decimale = d.decimale ?? ',';
  const separateur = separateurDe(d, decimale, fautes);
  const date = gabaritDe('date', d.date ?? 'JJ/MM/AAAA', (g) => ditDate(g) && !ditHeure(g), fautes);
  const heure = gabaritDe('heure', d.heure ?? 'HH:MM', (g) => ditHeure(g) && !ditDate(g), fautes);
  const tous = colonnesDecalage(Object.values(format.champs));
  const e: Entourage = {
    separateur,
    entete: d.entete !== 'AUCUN',
    encodage: d.encodage ?? 'UTF-8',
    instant: [...date, { texte: ' ' }, ...heure],
    champs: format.champs,
    decalages: tous,
  };
  const colonnes = lireColonnes(d, format.champs, e, fautes);
  if (fautes.length > 0)
    return { ok: false, fautes: [...new Map(fautes.map((f) => [f.chemin + f.raison, f])).values()] };
  const dits = colonnes.some((c) => !c.modele) || !e.entete || separateur === undefined;
  const { entete, encodage } = e;
  return {
    ok: true,
    valeur: {
      separateur,
      decimale,
      encodage,
      finDeLigne: d.finDeLigne === 'LF' ? '\n' : '\r\n',
      entete,
      fin: d.fin !== 'AUCUNE',
      colonnes,
      decalages: dits ? [] : tous,
    },
  };
};

/** A layout that says nothing is the product's own. */
export const estDuProduit = (valeur: unknown): boolean =>
  valeur === undefined || (typeof valeur === 'object' && valeur !== null && Object.keys(valeur).length === 0);

/** All that is wrong, as one sentence. */
export const direFautes = (fautes: readonly FauteDisposition[]): string =>
  fautes.map((f) => (f.chemin === '' ? f.raison : `${f.chemin} : ${f.raison}`)).join(' ; ');
