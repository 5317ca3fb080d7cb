import type { Champ } from '../champ';
import type { ColonneDisposee, ColonneEcrite, Disposition, Facon } from './disposition';
import { caractereImpossible } from './encodage';
import { ditHeure, fauteGabarit, type Gabarit, largeurGabarit, lireGabarit } from './gabarit';

type Morceaux = { champ: string; nom: string; format: string | undefined; largeur: string | undefined };

/** `champ = nom | format | largeur`: what is left out is the product's. */
const morceauxDe = (c: ColonneEcrite): Morceaux | undefined => {
  if (typeof c !== 'string') {
    const largeur = c.largeur === undefined ? undefined : String(c.largeur);
    return { champ: c.champ, nom: (c.nom ?? c.champ).trim(), format: c.format, largeur };
  }
  const [tete = '', format, largeur, ...reste] = c.split('|').map((m) => m.trim());
  const egal = tete.indexOf('=');
  const champ = (egal < 0 ? tete : tete.slice(0, egal)).trim();
  const nom = egal < 0 ? champ : tete.slice(egal + 1).trim();
  return reste.length > 0 ? undefined : { champ, nom, format: format || undefined, largeur: largeur || undefined };
};

/** What a column needs of the layout around it. */
export type Entourage = Pick<Disposition, 'separateur' | 'entete' | 'encodage'> & {
  instant: Gabarit;
  champs: Readonly<Record<string, Champ<unknown>>>;
  decalages: readonly string[];
};

type Lu<T> = { ok: true; valeur: T } | { ok: false; raison: string };
const non = (raison: string): { ok: false; raison: string } => ({ ok: false, raison });
const lu = <T>(valeur: T): { ok: true; valeur: T } => ({ ok: true, valeur });
const MOIS_USUEL: Gabarit = ['AAAA', { texte: '-' }, 'MOIS'];

const gabaritDe = (format: string, juger: (g: Gabarit) => string | undefined): Lu<Gabarit> => {
  const g = lireGabarit(format);
  if (!g.ok) return g;
  const faute = juger(g.valeur);
  return faute === undefined ? g : non(`« ${format} » : ${faute}`);
};

const seulement = (g: Gabarit, parties: readonly string[]): boolean =>
  g.every((p) => typeof p !== 'string' || parties.includes(p));

const faconDe = (modele: Champ<unknown> | undefined, format: string | undefined, e: Entourage): Lu<Facon> => {
  const sorte = modele?.sorte;
  if (sorte === 'INSTANT') {
    const g = format === undefined ? lu(e.instant) : gabaritDe(format, fauteGabarit);
    return g.ok ? lu({ genre: 'INSTANT', gabarit: g.valeur }) : g;
  }
  if (sorte === 'MOIS') {
    const entier = (g: Gabarit) =>
      g.includes('MOIS') && (g.includes('AAAA') || g.includes('AA')) && seulement(g, ['AAAA', 'AA', 'MOIS'])
        ? undefined
        : 'un mois s’écrit par son année et MM, rien d’autre';
    const g = format === undefined ? lu(MOIS_USUEL) : gabaritDe(format, entier);
    return g.ok ? lu({ genre: 'MOIS', gabarit: g.valeur }) : g;
  }
  if (format === undefined || (sorte === 'MINUTES' && format === 'MINUTES')) return lu({ genre: 'CHAMP' });
  if (sorte !== 'MINUTES') return non('ce champ n’a qu’une façon de s’écrire : retirez son format');
  if (format === 'HEURES') return lu({ genre: 'HEURES' });
  const g = gabaritDe(format, (x) =>
    ditHeure(x) && seulement(x, ['HH', 'MIN']) ? undefined : 'une durée s’écrit MINUTES, HEURES, ou par HH puis MM',
  );
  return g.ok ? lu({ genre: 'DUREE', gabarit: g.valeur }) : g;
};

/** The characters that each of its values takes, or the longest of them; undefined where only a value tells. */
const largeurSure = (facon: Facon, modele: Champ<unknown> | undefined): number | undefined => {
  if (modele === undefined) return '+02:00'.length;
  if (facon.genre === 'INSTANT' || facon.genre === 'MOIS' || facon.genre === 'DUREE')
    return largeurGabarit(facon.gabarit);
  return facon.genre === 'CHAMP' ? modele.largeur : undefined;
};

const estNombre = (facon: Facon, modele: Champ<unknown> | undefined): boolean =>
  facon.genre === 'HEURES' || (facon.genre === 'CHAMP' && (modele?.sorte === 'ENTIER' || modele?.sorte === 'MINUTES'));

type Rangee = Pick<ColonneDisposee, 'largeur' | 'droite' | 'zeros'>;
const LARGEUR_MAX = 200;

/** `12`; `12D`, `12G`: to the right, to the left; `06`: zeros before a number. */
const rangeeDe = (
  { nom, largeur }: Morceaux,
  facon: Facon,
  modele: Champ<unknown> | undefined,
  e: Entourage,
): Lu<Rangee> => {
  if (e.separateur !== undefined)
    return largeur === undefined
      ? lu({ largeur: 0, droite: false, zeros: false })
      : non('une largeur ne sert qu’en LARGEUR_FIXE : retirez-la, ou changez le rangement');
  if (largeur === undefined) return non('en LARGEUR_FIXE, chaque colonne dit sa largeur : « champ = nom | | 12 »');
  const m = /^(0?)(\d{1,3})([GD]?)$/.exec(largeur);
  const n = Number(m?.[2]);
  if (!m || n < 1 || n > LARGEUR_MAX)
    return non(
      `« ${largeur} » n’est pas une largeur : un nombre de 1 à ${LARGEUR_MAX}, 0 devant pour des zéros, G ou D`,
    );
  const [zeros, nombre] = [m[1] === '0', estNombre(facon, modele)];
  if (zeros && (!nombre || m[3] === 'G')) return non('des zéros ne se mettent que devant un nombre, à droite');
  const sure = largeurSure(facon, modele);
  if (sure !== undefined && n < sure) return non(`la largeur ${n} est trop courte : ses valeurs en prennent ${sure}`);
  if (e.entete && nom.length > n) return non(`la largeur ${n} est trop courte pour le nom « ${nom} » (${nom.length})`);
  return lu({ largeur: n, droite: m[3] === 'D' || (m[3] !== 'G' && nombre), zeros });
};

const NOM_MAX = 60;

const fauteNom = (nom: string, e: Entourage): string | undefined => {
  if (nom === '' || nom.length > NOM_MAX) return `un nom de colonne a de 1 à ${NOM_MAX} caractères`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/["#\u0000-\u001f\u007f]/.test(nom) || (e.separateur !== undefined && nom.includes(e.separateur)))
    return `le nom « ${nom} » a un caractère qu’un nom ne peut pas avoir (le séparateur, un guillemet, #)`;
  const c = e.entete ? caractereImpossible(e.encodage, nom) : undefined;
  return c === undefined ? undefined : `le nom « ${nom} » a un caractère (${c}) que ${e.encodage} n’a pas`;
};

const fauteTexte = (facon: Facon, e: Entourage): string | undefined => {
  if (facon.genre === 'CHAMP' || facon.genre === 'HEURES') return undefined;
  const c = facon.gabarit
    .map((p) => (typeof p === 'string' ? undefined : caractereImpossible(e.encodage, p.texte)))
    .find((x) => x !== undefined);
  return c === undefined ? undefined : `son format a un caractère (${c}) que ${e.encodage} n’a pas`;
};

/** A column, whole, or the one sentence that says what is wrong with it. */
export const lireColonne = (ecrite: ColonneEcrite, e: Entourage, auBesoin: boolean): Lu<ColonneDisposee> => {
  const m = morceauxDe(ecrite);
  if (!m) return non('une colonne s’écrit « champ = nom | format | largeur »');
  const modele = Object.hasOwn(e.champs, m.champ) ? e.champs[m.champ] : undefined;
  if (!modele && !e.decalages.includes(m.champ))
    return non(
      `« ${m.champ} » n’est pas un champ de ce fichier : ${[...Object.keys(e.champs), ...e.decalages].join(', ')}`,
    );
  const facon = faconDe(modele, m.format, e);
  if (!facon.ok) return facon;
  const faute = fauteNom(m.nom, e) ?? fauteTexte(facon.valeur, e);
  if (faute !== undefined) return non(faute);
  const rangee = rangeeDe(m, facon.valeur, modele, e);
  if (!rangee.ok) return rangee;
  return lu({ champ: m.champ, nom: m.nom, modele, facon: facon.valeur, ...rangee.valeur, auBesoin });
};
