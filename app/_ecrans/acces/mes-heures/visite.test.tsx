import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { MaVisite } from '#shared/contrats/acces/acces-personnel';
import { dateParis } from '#shared/temps/paris';
import { paris } from '#shared/testing/constructeurs';
import { Visite } from './visite';

/** What is read of it. */
const lire = (visite: MaVisite, contestable = false): string => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Visite
        visite={visite}
        preuve={{ jeton: 'j', code: '1' }}
        contestable={contestable}
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

/** Of a visit done at these hours. */
const dire = (debut: string, fin: string, minutes: number): string => {
  const heures = { debut: paris(debut), fin: paris(fin), arrivee: paris(debut), depart: paris(fin) };
  return lire({
    date: dateParis(heures.debut),
    avec: 'Jeanne M.',
    statut: 'COMPLETE',
    minutes,
    ...heures,
  } as MaVisite);
};

test('[AL-5] of a usager who is away, past or to come, no hour is said to be planned nor waited for', () => {
  const de = (debut: string, fin: string): string => {
    const prevu = { debut: paris(debut), fin: paris(fin) };
    return lire({ date: dateParis(prevu.debut), avec: 'Jeanne M.', statut: 'ABSENCE', prevu } as MaVisite, true);
  };
  const passee = de('2026-10-25 08:00', '2026-10-25 09:00');
  expect(passee).toContain('Usager absent : pas de visite');
  // Who came all the same says so.
  expect(passee).toContain('Cette visite a eu lieu');
  expect(passee).not.toMatch(/antenne|Prévue/);
  const future = de('2100-10-25 08:00', '2100-10-25 09:00');
  expect(future).toContain('Usager absent : pas de visite');
  expect(future).not.toMatch(/a eu lieu|Prévue/);
});

test.each([
  ['before its planned end', '2100-10-25 15:00'],
  ['after it', '2026-10-25 15:00'],
])(
  '[AP-5] an arrival that was called is said, %s: hidden, or said to lack a departure, it would be called again',
  (_, fin) => {
    const prevu = { debut: paris('2026-10-25 14:00'), fin: paris(fin) };
    const arrivee = paris('2026-10-25 14:02');
    const enCours = { date: dateParis(arrivee), avec: 'Jeanne M.', prevu, debut: arrivee, arrivee } as MaVisite;
    const aide = lire({ ...enCours, statut: 'EN_COURS' }, true);
    expect(aide).toContain('Arrivée notée à 14 h 02 : pointez le départ en partant');
    expect(aide).not.toMatch(/Prévue|complète/);
    // Who is cared for has nothing to punch.
    expect(lire({ ...enCours, statut: 'EN_COURS' })).toContain('Arrivée notée à 14 h 02, pas encore de départ');
    // One that another arrival followed, or a departure without arrival, is known to lack an hour before the planned end.
    expect(lire({ ...enCours, statut: 'SANS_DEPART' }, true)).toContain('Arrivée à 14 h 02, pas de départ');
    const { debut: _debut, arrivee: _arrivee, ...sans } = enCours;
    expect(lire({ ...sans, fin: paris('2026-10-25 14:40'), statut: 'SANS_ARRIVEE' }, true)).toContain(
      'Départ à 14 h 40',
    );
  },
);

test('[AP-7] a visit to come, of which nothing was called, says when it is planned', () => {
  const prevu = { debut: paris('2100-10-25 14:00'), fin: paris('2100-10-25 15:00') };
  const html = lire({ date: dateParis(prevu.debut), avec: 'Jeanne M.', statut: 'PREVUE', prevu } as MaVisite, true);
  expect(html).toContain('Prévue de 14 h 00 à 15 h 00');
});

test('[DU-1] who reads their own hours is told that the clock changed between them, else the minutes would be those of other hours', () => {
  expect(dire('2026-10-25 01:30', '2026-10-25 03:30', 180)).toContain(
    '1 h 30 – 3 h 30, 3 h 00 (nuit du changement d’heure)',
  );
  const jour = dire('2026-10-26 01:30', '2026-10-26 03:30', 120);
  expect(jour).toContain('1 h 30 – 3 h 30, 2 h 00');
  expect(jour).not.toContain('changement');
});
