import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { MaVisite } from '#shared/contrats/acces/acces-personnel';
import { dateParis } from '#shared/temps/paris';
import { paris } from '#shared/testing/constructeurs';
import { Visite } from './visite';

/** What is read of a visit done at these hours. */
const dire = (debut: string, fin: string, minutes: number): string => {
  const heures = { debut: paris(debut), fin: paris(fin), arrivee: paris(debut), depart: paris(fin) };
  const visite = {
    date: dateParis(heures.debut),
    avec: 'Jeanne M.',
    statut: 'COMPLETE',
    minutes,
    ...heures,
  } as MaVisite;
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Visite
        visite={visite}
        preuve={{ jeton: 'j', code: '1' }}
        contestable={false}
        proposer={undefined}
        relire={() => undefined}
      />
    </MantineProvider>,
  );
  return html
    .replaceAll('\u00a0', ' ')
    .replaceAll(/<style[^>]*>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]*>/g, '');
};

test('[DU-1] who reads their own hours is told that the clock changed between them, else the minutes would be those of other hours', () => {
  expect(dire('2026-10-25 01:30', '2026-10-25 03:30', 180)).toContain(
    '1 h 30 – 3 h 30, 3 h 00 (nuit du changement d’heure)',
  );
  const jour = dire('2026-10-26 01:30', '2026-10-26 03:30', 120);
  expect(jour).toContain('1 h 30 – 3 h 30, 2 h 00');
  expect(jour).not.toContain('changement');
});
