import type { Page } from '@playwright/test';

// Everything that a person reads or hears of a page, held against English: what a library says by default is not ours.

/** Words that no French sentence of ours has; names of people and of places do not either. */
const MOTS =
  'the and with without loading loaded close closed open search searching clear cancel save saved delete edit add remove next previous first last row rows column columns page-size filter filters filtered sort sorted sorting ascending descending press toggle show hide more less select selected selection unselected checkbox checked error errors failed success warning submit reset password username sign login logout email phone drag drop expand collapse grid cell header blank empty equals contains today yesterday tomorrow week month year day hours january february march april june july august october december monday tuesday wednesday thursday friday saturday sunday required invalid please try again retry unknown undefined null nan pick choose nothing found data items results back forward of to is are this that from which have has been will your you'.split(
    ' ',
  );
/** Said whole by the libraries that the screens are made of. */
const PHRASES = ['No Rows To Show', 'Press SPACE', 'Press ENTER', 'Page Size', 'Pick date', 'Nothing found', 'Object.'];

const ANGLAIS = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${MOTS.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
// « reset » and « data » are looked for in sentences only: an address or the name of a file is not a sentence.
const PAS_UNE_PHRASE = /\S*[\w-]+\.(?:csv|xlsx|pdf|xml|json)\S*|https?:\S+|[A-Z]+(?:_[A-Z0-9]+)+\S*/g;

/** What of a text is English: « loading », « No Rows To Show ». */
export const motsAnglais = (texte: string): string[] => {
  const phrase = texte.replace(PAS_UNE_PHRASE, ' ');
  return [...PHRASES.filter((p) => phrase.includes(p)), ...(phrase.match(ANGLAIS) ?? [])];
};

/** Texts of the page, on the screen and to screen readers. */
const textesDe = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const attributs = [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ];
    const textes = new Set<string>([document.title]);
    const noeuds = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (noeuds.nextNode()) {
      const parent = noeuds.currentNode.parentElement;
      if (parent && !parent.closest('script, style, noscript, code, pre, kbd'))
        textes.add(noeuds.currentNode.textContent ?? '');
    }
    for (const e of document.querySelectorAll('*')) for (const a of attributs) textes.add(e.getAttribute(a) ?? '');
    if (document.documentElement.lang !== 'fr') textes.add('the page does not say that it is French');
    return [...textes].filter((t) => t.trim() !== '');
  });

export const anglais = async (page: Page): Promise<string[]> =>
  (await textesDe(page)).flatMap((t) => {
    const mots = motsAnglais(t);
    return mots.length === 0 ? [] : [`« ${t.trim().slice(0, 80)} » : ${mots.join(', ')}`];
  });
