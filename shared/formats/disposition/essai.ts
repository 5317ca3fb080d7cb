import type { Resultat } from '../../contrats/commun';
import type { FichierDispose } from '../../contrats/exploitation/parametres-dispositions';
import { contenuDispose } from './choisir';
import { type ColonneDisposee, type Disposition, FIN } from './disposition';
import { decoder, ENCODAGES } from './encodage';
import { FORMATS_DISPOSES } from './fichiers';
import type { Gabarit } from './gabarit';
import { lignesInventees } from './lignes-inventees';
import { lireDisposition } from './lire-disposition';
import { champsDits, relire } from './relire';

type Lignes = readonly Readonly<Record<string, unknown>>[];
/** The rows that a sample shows. */
const LIGNES_ESSAI = 3;

const MOTS = { MOIS: 'MM', MIN: 'MM', DEC: '±' } as const;
const direGabarit = (g: Gabarit): string =>
  g.map((p) => (typeof p !== 'string' ? p.texte : p === 'MOIS' || p === 'MIN' || p === 'DEC' ? MOTS[p] : p)).join('');

const direColonne = (c: ColonneDisposee): string => {
  const { facon } = c;
  const format = 'gabarit' in facon ? direGabarit(facon.gabarit) : facon.genre === 'HEURES' ? 'HEURES' : undefined;
  return [
    c.nom === c.champ ? c.champ : `${c.champ} = ${c.nom}`,
    ...(format === undefined && !c.largeur ? [] : [format ?? '']),
    ...(c.largeur ? [`${c.zeros ? '0' : ''}${c.largeur}${c.droite ? 'D' : 'G'}`] : []),
  ].join(' | ');
};

const SIGNES: Readonly<Record<string, string>> = { '\t': 'tabulation', ' ': 'espace' };

/** The table of a file: how it is written, then its columns, as they are typed. */
export const direDisposition = (d: Disposition): string[] => [
  [
    d.separateur === undefined ? 'largeur fixe' : `séparateur ${SIGNES[d.separateur] ?? `« ${d.separateur} »`}`,
    `signe décimal « ${d.decimale} »`,
    ENCODAGES[d.encodage],
    d.finDeLigne === '\n' ? 'fin de ligne LF' : 'fin de ligne CR LF',
    d.entete ? 'noms en première ligne' : 'sans ligne de noms',
    d.fin ? `dernière ligne ${FIN}` : `sans ligne ${FIN}`,
  ].join(', '),
  ...d.colonnes.map((c, i) => `${i + 1}. ${direColonne(c)}${c.auBesoin ? ' (écrite si une ligne en a besoin)' : ''}`),
];

/** The product's own, said whole. */
export const dispositionDuProduit = (fichier: FichierDispose): Disposition => {
  const d = lireDisposition(FORMATS_DISPOSES[fichier], {});
  if (!d.ok) throw new Error(fichier);
  return d.valeur;
};

const memes = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fields that a reader of the file would not get back as they were; empty: none. */
const perdus = (fichier: FichierDispose, d: Disposition, lignes: Lignes, octets: Uint8Array): string[] => {
  const lu = relire(FORMATS_DISPOSES[fichier], d, octets);
  if (!lu.ok) return [lu.raison];
  const dits = champsDits(d);
  const aDemi = d.colonnes.flatMap((c) => (c.modele && !dits.includes(c.champ) ? [c.champ] : []));
  const faux = dits.filter((c) => lignes.some((l, i) => !memes(l[c], lu.lignes[i]?.[c]) && !memes(l[c], [])));
  return [...new Set([...aDemi, ...faux])];
};

const enOctets = (contenu: string | Uint8Array): Uint8Array =>
  typeof contenu === 'string' ? new TextEncoder().encode(contenu) : contenu;

export type Essai = {
  /** The first rows of the file, with its names and its last line; a tabulation is shown as an arrow. */
  apercu: string[];
  /** Fields that the file does not say whole. */
  perdus: string[];
};

/** What a file would be in a layout, from those rows; refused where one of them cannot be written. */
export const essayer = (fichier: FichierDispose, d: Disposition, toutes: Lignes | undefined): Resultat<Essai> => {
  const format = FORMATS_DISPOSES[fichier];
  const essayees = toutes ?? lignesInventees(format);
  const entier = contenuDispose(format, d, essayees, fichier);
  if (!entier.ok) return entier;
  const lignes = essayees.slice(0, LIGNES_ESSAI);
  const extrait = contenuDispose(format, d, lignes, fichier);
  if (!extrait.ok) return extrait;
  const texte = decoder(d.encodage, enOctets(entier.valeur)) ?? '';
  const toutesLignes = texte.split(d.finDeLigne).slice(0, -1);
  const tete = toutesLignes.slice(0, lignes.length + (d.entete ? 1 : 0));
  const fin = d.fin ? toutesLignes.slice(-1) : [];
  const apercu = [...tete, ...fin].map((l) => l.replaceAll('\t', '→'));
  return { ok: true, valeur: { apercu, perdus: perdus(fichier, d, lignes, enOctets(extrait.valeur)) } };
};
