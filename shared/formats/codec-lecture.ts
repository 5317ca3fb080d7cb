import { CsvError, parse } from 'csv-parse/sync';
import { type Champ, type Champs, colonnesDecalage, type Format, type Ligne } from './champ';

const compte = (n: number, nom: string): string => `${n} ${nom}${n > 1 ? 's' : ''}`;

/**
 * A refused row, as the report gives it; `ligne` is the line in the file, the header being 1. What a cell holds is in `valeur` and
 * nowhere else: whoever may not read the rows of every antenna is given the rest.
 */
export type RefusLigne = { ligne: number; colonne: string; valeur: string; raison: string };
export type Avertissement = { ligne: number; colonne: string; valeur?: string; raison: string };
export type LigneLue<L> = { ligne: number; valeur: L };

/** Cells of a refused row, by column: what could not be read may still say whose row it was. */
export type RefusLu = RefusLigne & {
  cellules: Readonly<Record<string, string>>;
  /** The line that gave the same key first. */
  doubleDe?: number;
};

export type FichierLu<L> = {
  ok: true;
  /** Rows of data in the file, refused ones included. */
  lus: number;
  lignes: LigneLue<L>[];
  refus: RefusLu[];
  avertissements: Avertissement[];
};
export type FichierRefuse = { ok: false; ligne?: number; colonne?: string; raison: string };

type Enregistrement = { ligne: number; cellules: string[] };
const FIN = '#FIN';

const sauts = (cellules: string[]): number =>
  cellules.reduce((n, c) => n + (c.includes('\n') ? c.split('\n').length - 1 : 0), 0);

const decouper = (texte: string): Enregistrement[] | FichierRefuse => {
  // All in one line, it would be told of its columns, or of its quotes.
  if (texte.includes('\r') && !texte.includes('\n'))
    return {
      ok: false,
      raison:
        'fins de ligne faites d’un retour chariot seul (CR) : chaque ligne doit finir par CR LF, ou par LF. Demandez un nouvel envoi',
    };
  try {
    const bruts: string[][] = parse(texte, {
      delimiter: ';',
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      bom: true,
    });
    // A record begins on the line after the one before it, whose values may span several.
    let suivante = 1;
    const enregistrements: Enregistrement[] = [];
    for (const cellules of bruts) {
      if (cellules.some((c) => c.trim() !== '')) enregistrements.push({ ligne: suivante, cellules });
      suivante += 1 + sauts(cellules);
    }
    return enregistrements;
  } catch (e) {
    if (!(e instanceof CsvError)) throw e;
    const ligne = typeof e.lines === 'number' ? e.lines : undefined;
    return {
      ok: false,
      ...(ligne === undefined ? {} : { ligne }),
      raison:
        'guillemets mal formés : entourez la valeur de guillemets et doublez ceux du dedans (RFC 4180), ou fichier coupé',
    };
  }
};

const colonnes = (entete: string[], champs: Champs): FichierRefuse | Map<string, number> => {
  const noms = entete.map((c) => c.trim());
  const vues = new Map<string, number>();
  for (const [i, nom] of noms.entries()) if (nom !== '' && !vues.has(nom)) vues.set(nom, i);
  // First of all: a file without a header begins with somebody's row, of which nothing is said.
  const manquantes = Object.entries(champs).filter(([nom, c]) => c.colonneRequise && !vues.has(nom));
  if (manquantes.length > 0) {
    const liste = manquantes.map(([nom]) => nom).join(', ');
    return {
      ok: false,
      ligne: 1,
      colonne: manquantes[0]?.[0] ?? '',
      raison: `colonne obligatoire absente : ${liste}. La première ligne doit donner les noms des colonnes, séparés par « ; »`,
    };
  }
  const double = noms.find((nom, i) => nom !== '' && vues.get(nom) !== i);
  if (double !== undefined)
    return { ok: false, ligne: 1, colonne: double, raison: `la colonne « ${double} » est donnée deux fois` };
  return vues;
};

/** The trailer: `#FIN;<number of data rows>`, last, once. */
const verifierFin = (enregistrements: Enregistrement[]): FichierRefuse | undefined => {
  const derniere = enregistrements.at(-1);
  const [marque, nombre, ...reste] = derniere?.cellules ?? [];
  if (!derniere || marque !== FIN || reste.some((c) => c.trim() !== ''))
    return { ok: false, raison: 'fichier coupé : la dernière ligne « #FIN;nombre » manque. Demandez un nouvel envoi' };
  const lus = enregistrements.length - 2;
  const annonce = /^\d{1,9}$/.test(nombre ?? '') ? Number(nombre) : undefined;
  if (annonce !== lus)
    return {
      ok: false,
      ligne: derniere.ligne,
      colonne: FIN,
      raison: `fichier incomplet : #FIN annonce ${annonce === undefined ? 'aucun nombre de lignes' : compte(annonce, 'ligne')}, le fichier en a ${lus}. Demandez un nouvel envoi`,
    };
  const milieu = enregistrements.slice(1, -1).find((e) => e.cellules[0] === FIN);
  return milieu && { ok: false, ligne: milieu.ligne, raison: 'une ligne #FIN est au milieu du fichier' };
};

/** The column that says its offset: its own where the file has it, else the one that it shares. */
const indexDecalage = ({ decalage, decalagePartage }: Champ<unknown>, vues: ReadonlyMap<string, number>): number =>
  vues.get(decalage ?? '') ?? vues.get(decalagePartage ?? '') ?? -1;

type Colonne = { nom: string; champ: Champ<unknown>; index: number; indexDecalage: number };

/** Rows read without a pause. */
const LIGNES_D_UN_PAS = 500;

/** Reads the text of a file: whole refusal for a fault of the file, row by row refusals for the rest. */
export const lireFichier = <C extends Champs>(
  format: Format<C>,
  texte: string,
): FichierLu<Ligne<C>> | FichierRefuse => {
  const pas = lireFichierParPas(format, texte);
  for (;;) {
    const { done, value } = pas.next();
    if (done) return value;
  }
};

/** The same, a step at a time: whoever has something else to do does it between two. */
export function* lireFichierParPas<C extends Champs>(
  format: Format<C>,
  texte: string,
): Generator<void, FichierLu<Ligne<C>> | FichierRefuse> {
  const enregistrements = decouper(texte);
  if ('ok' in enregistrements) return enregistrements;
  const [entete] = enregistrements;
  if (!entete) return { ok: false, raison: 'fichier vide' };
  const vues = colonnes(entete.cellules, format.champs);
  if ('ok' in vues) return vues;
  const fin = verifierFin(enregistrements);
  if (fin) return fin;
  yield;

  const plan: Colonne[] = Object.entries(format.champs).map(([nom, champ]) => ({
    nom,
    champ,
    index: vues.get(nom) ?? -1,
    indexDecalage: indexDecalage(champ, vues),
  }));
  const avertissements = avertirDesColonnes(vues, plan);
  const lignes: LigneLue<Ligne<C>>[] = [];
  const refus: RefusLu[] = [];
  const cles = new Map<string, number>();
  const largeur = entete.cellules.length;

  for (const [rang, { ligne, cellules }] of enregistrements.slice(1, -1).entries()) {
    if (rang % LIGNES_D_UN_PAS === LIGNES_D_UN_PAS - 1) yield;
    const refuser = (colonne: string, valeur: string, raison: string, double: Pick<RefusLu, 'doubleDe'> = {}): void => {
      const parNom = Object.fromEntries(plan.map((p) => [p.nom, (cellules[p.index] ?? '').trim()]));
      refus.push({ ligne, colonne, valeur, raison, cellules: parNom, ...double });
    };
    if (cellules.length !== largeur) {
      refuser(
        '',
        cellules.join(';'),
        `la ligne a ${compte(cellules.length, 'valeur')}, l’en-tête ${compte(largeur, 'colonne')}`,
      );
      continue;
    }
    const lue = lireLigne(plan, cellules);
    if (!lue.ok) {
      refuser(lue.colonne, lue.valeur, lue.raison);
      continue;
    }
    // The plan holds every column of the table: the object has the row's type by construction.
    const valeur = lue.valeur as Ligne<C>;
    const faute = format.verifier?.(valeur);
    if (faute) {
      refuser(faute.colonne, (cellules[vues.get(faute.colonne) ?? -1] ?? '').trim(), faute.raison);
      continue;
    }
    const cle = format.cle.map((c) => String(valeur[c])).join('\u0000');
    const premiere = format.cle.length > 0 ? cles.get(cle) : undefined;
    const [colonneCle = ''] = format.cle;
    if (premiere !== undefined) {
      const raison = `clé en double : déjà donnée à la ligne ${premiere}`;
      refuser(colonneCle, String(valeur[colonneCle]), raison, { doubleDe: premiere });
      continue;
    }
    cles.set(cle, ligne);
    for (const a of lue.avertissements) avertissements.push({ ligne, ...a });
    lignes.push({ ligne, valeur });
  }
  return { ok: true, lus: enregistrements.length - 2, lignes, refus, avertissements };
}

const avertirDesColonnes = (vues: Map<string, number>, plan: Colonne[]): Avertissement[] => {
  const utiles: readonly string[] = colonnesDecalage(plan.map((p) => p.champ));
  const connues = new Set([...plan.map((p) => p.nom), ...utiles]);
  const inconnues = [...vues.keys()].filter((nom) => !connues.has(nom));
  return [
    ...inconnues.map((nom) => ({ ligne: 1, colonne: nom, raison: `colonne inconnue « ${nom} » : elle n’est pas lue` })),
    ...plan
      .filter((p) => p.index < 0 && !p.champ.absenceAdmise)
      .map((p) => ({ ligne: 1, colonne: p.nom, raison: `colonne « ${p.nom} » absente : tenue pour vide` })),
  ];
};

type LigneVerifiee =
  | { ok: true; valeur: Record<string, unknown>; avertissements: { colonne: string; raison: string }[] }
  | { ok: false; colonne: string; valeur: string; raison: string };

const lireLigne = (plan: Colonne[], cellules: string[]): LigneVerifiee => {
  const valeur: Record<string, unknown> = {};
  const avertissements: { colonne: string; raison: string }[] = [];
  for (const { nom, champ, index, indexDecalage } of plan) {
    const cellule = (cellules[index] ?? '').trim();
    if (cellule === '' && champ.requis) return { ok: false, colonne: nom, valeur: '', raison: 'valeur obligatoire' };
    const lecture = champ.lire(cellule, indexDecalage < 0 ? '' : (cellules[indexDecalage] ?? '').trim());
    if (!lecture.ok) return { ok: false, colonne: nom, valeur: cellule, raison: lecture.raison };
    if (lecture.avertissement) avertissements.push({ colonne: nom, raison: lecture.avertissement });
    valeur[nom] = lecture.valeur;
  }
  return { ok: true, valeur, avertissements };
};
