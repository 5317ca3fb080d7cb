import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { VisitePrecedente } from '#shared/contrats/dossiers/visite-precedente';
import { instantSchema } from '#shared/temps/types';
import { CasesVisite } from './cases-visite';

const A = instantSchema.parse('2026-12-02T14:20:00Z');
const B = instantSchema.parse('2026-12-02T15:05:00Z');

/** The cells’ text, of a visit planned from A to B. */
const cases = (plus: Partial<VisitePrecedente>): (string | undefined)[] => {
  const visite = { prevu: { debut: A, fin: B }, minutesComplementaires: 0, ...plus } as VisitePrecedente;
  const html = renderToStaticMarkup(
    <table>
      <tbody>
        <tr>
          <CasesVisite visite={visite} />
        </tr>
      </tbody>
    </table>,
  );
  return [...html.replaceAll('\u00a0', ' ').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, dit]) =>
    dit?.replaceAll(/<[^>]*>/g, ''),
  );
};

test('a visit of which nothing is known yet has one dash, and one with an hour says which of the two is missing', () => {
  expect(cases({})).toEqual(['15 h 20 – 16 h 05', '—']);
  expect(cases({ arrivee: A })).toEqual(['15 h 20 – 16 h 05', '15 h 20 – —']);
  expect(cases({ debut: A, fin: B })).toEqual(['15 h 20 – 16 h 05', '15 h 20 – 16 h 05']);
});
