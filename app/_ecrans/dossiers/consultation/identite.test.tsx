import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { jour, pec, usager } from '#shared/testing/constructeurs';
import { IdentiteConsultee } from './identite';

test('an auditor reads dates in words, a birth with the age of the day, as on the usager’s file', () => {
  const u = usager('U1', {
    dateNaissance: jour('1937-01-08'),
    antennes: [
      { antenne: 'EST', depuis: jour('0001-01-01') },
      { antenne: 'SUD', depuis: jour('2026-10-01') },
    ],
    prisesEnCharge: [pec('P1', 'CNAV', { dateDebut: jour('2025-06-01'), dateFin: jour('2026-12-31') })],
  });
  const html = renderToStaticMarkup(
    <IdentiteConsultee usager={u} financeurs={{ CNAV: 'Cnav' }} jour={jour('2026-11-27')} />,
  ).replaceAll('\u00a0', ' ');
  expect(html).toContain('<dd>8 janvier 1937, 89 ans</dd>');
  expect(html).toContain('Est, puis Sud depuis le 1er oct.');
  expect(html).toContain('Cnav, du 1er juin 2025 au 31 déc.');
  expect(html).not.toMatch(/\d{2}\/\d{2}\/\d{4}/);
});
