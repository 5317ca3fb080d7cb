import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CasesACocher } from './cases-a-cocher';

/** The part of it that these tests look at: a whole drawing is long to read where it fails. */
const dessiner = (nombre: number, valeur: string[]) => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <CasesACocher
        label="Antennes"
        choix={Array.from({ length: nombre }, (_, n) => ({ value: `A${n}`, label: `Antenne ${n}` }))}
        valeur={valeur}
        changer={() => undefined}
        classe="peu"
      />
    </MantineProvider>,
  ).replaceAll('\u00a0', ' ');
  return {
    cases: html.match(/type="checkbox"/g)?.length ?? 0,
    cherche: /placeholder="([^"]*)"/.exec(html)?.[1],
    peu: html.includes('class="peu"'),
    dit: /role="status"[^>]*>([^<]*)/.exec(html)?.[1],
  };
};

test('a few boxes are as they are laid out, with nothing more; many have a field to look for one, and say which are ticked', () => {
  expect(dessiner(6, ['A2'])).toEqual({ cases: 6, cherche: undefined, peu: true, dit: undefined });
  const beaucoup = { cases: 60, cherche: 'Chercher parmi 60', peu: false };
  expect(dessiner(60, ['A2', 'A57'])).toEqual({ ...beaucoup, dit: 'Choix : Antenne 2, Antenne 57' });
  expect(dessiner(60, [])).toEqual({ ...beaucoup, dit: 'Aucun choix' });
});
