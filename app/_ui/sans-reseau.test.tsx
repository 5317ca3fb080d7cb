import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SansReseau } from './sans-reseau';

const dit = (props: Parameters<typeof SansReseau>[0]): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <SansReseau {...props} />
    </MantineProvider>,
  );

test('the network is named where it is what is missing; a refusal has its own remedy', () => {
  expect(dit({ echec: 'Le serveur ne répond pas.', code: 'RESEAU' })).toContain('Cette page se lit avec le réseau.');
  const refus = dit({ echec: 'Votre rôle ne le permet pas.', code: 'ROLE', avant: 'Lu avant. ' });
  expect(refus).toContain('Lu avant. Votre rôle ne le permet pas.');
  expect(refus).not.toContain('réseau');
});
