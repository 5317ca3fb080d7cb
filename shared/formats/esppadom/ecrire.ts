import type { ReglagesEsppadom } from '../../domain/dases/table';
import { type Avis, type ChampEsppadom, ESPACES, ESPPADOM } from './esppadom';

/** What XML 1.0 cannot hold, even escaped: control characters, lone surrogates. */
const INTERDITS = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Nearly every value: nothing in it is to be escaped or left out. */
const TEL_QUEL = /^[\t\n\r !#-%'-;=?-\ud7ff\ue000-\ufffd]*$/;
const echapper = (t: string): string =>
  TEL_QUEL.test(t) ? t : t.replace(INTERDITS, '').replace(/[&<>"]/g, (c) => ENTITES[c] ?? c);

const attributs = (a: Record<string, string | undefined> | undefined): string =>
  Object.entries(a ?? {})
    .flatMap(([nom, v]) => (v === undefined ? [] : ` ${nom}="${echapper(v)}"`))
    .join('');

const CHEMINS = ESPPADOM.map((champ) => {
  const noms = champ.chemin.split('/');
  return { champ, parents: noms.slice(0, -1), feuille: noms.at(-1) ?? '' };
});

/**
 * Writes one CrossIndustryDespatchAdvice after another: elements are opened and closed as the paths of the table ask. What the settings
 * alone say is made once.
 */
export const ecrivainAvis = (r: ReglagesEsppadom): ((a: Avis) => string) => {
  const champs = CHEMINS.map(({ champ, parents, feuille }) => ({
    valeur: champ.valeur,
    parents,
    ouvrante: `<${feuille}${attributs(champ.attributs?.(r))}>`,
    fermante: `</${feuille}>`,
  }));
  return (a) => ecrire(a, r, champs);
};

type ChampEcrit = Pick<ChampEsppadom, 'valeur'> & { parents: readonly string[]; ouvrante: string; fermante: string };

const ecrire = (a: Avis, r: ReglagesEsppadom, champs: readonly ChampEcrit[]): string => {
  let ouverts: string[] = [];
  let xml = '<ns:CrossIndustryDespatchAdvice>';
  const fermerJusqua = (n: number): void => {
    for (let i = ouverts.length - 1; i >= n; i--) xml += `</${ouverts[i]}>`;
    ouverts = ouverts.slice(0, n);
  };
  for (const { valeur: lire, parents, ouvrante, fermante } of champs) {
    const valeur = lire(a, r);
    if (valeur === undefined) continue;
    let commun = 0;
    while (commun < parents.length && ouverts[commun] === parents[commun]) commun += 1;
    fermerJusqua(commun);
    for (const nom of parents.slice(commun)) {
      xml += `<${nom}>`;
      ouverts.push(nom);
    }
    xml += ouvrante + echapper(valeur) + fermante;
  }
  fermerJusqua(0);
  return `${xml}</ns:CrossIndustryDespatchAdvice>\n`;
};

export const DEBUT_ESPPADOM = `<?xml version="1.0" encoding="UTF-8"?>\n<ns:delivery versionID="1.4"${Object.entries(
  ESPACES,
)
  .map(([p, uri]) => ` xmlns:${p}="${uri}"`)
  .join('')}>\n`;
export const FIN_ESPPADOM = '</ns:delivery>\n';
