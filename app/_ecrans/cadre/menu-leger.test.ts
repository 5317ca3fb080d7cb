import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Role } from '#shared/contrats/acces/compte';
import { situer } from './menu-leger';

const PAGES = readdirSync(join(dirname(fileURLToPath(import.meta.url)), '../../(extranet)'), { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => `/${d.name}/`);
const de = (role: Role, chemin: string) => situer({ role, antennes: [] }, chemin);

/** What each role that keeps nothing on a PC may open. */
const SIENNES = {
  ADMINISTRATEUR: [
    'administration',
    'astreintes',
    'pilotage',
    'disponibilite',
    'incidents',
    'compte',
    'nouveautes',
    'aide',
  ],
  TECHNIQUE: ['service', 'disponibilite', 'incidents', 'envois', 'compte', 'nouveautes', 'aide'],
  AUDITEUR: [
    'consultation',
    'administration',
    'etats',
    'pilotage',
    'disponibilite',
    'incidents',
    'compte',
    'nouveautes',
    'aide',
  ],
} as const satisfies Partial<Record<Role, readonly string[]>>;

describe.each(Object.entries(SIENNES))('%s', (role, siennes) => {
  test.each(PAGES)('at the address %s: its page, or a refusal, never a silence', (page) => {
    const { ici, refus } = de(role as Role, page);
    const nom = page.replaceAll('/', '');
    if (siennes.some((s) => s === nom)) expect([ici?.href, refus]).toEqual([page, undefined]);
    else if (nom === 'aujourdhui') expect([ici, refus]).toEqual([undefined, undefined]);
    else expect([ici, refus]).toEqual([undefined, expect.stringContaining('Les vôtres sont dans le menu.')]);
  });
});

test('a refusal names the page and who has it', () => {
  expect(de('TECHNIQUE', '/usagers').refus).toBe(
    '« Usagers » n’est pas une page de votre rôle. Elle est à qui en a le droit : gestionnaire d’antenne ou service central. Les vôtres sont dans le menu.',
  );
  expect(de('TECHNIQUE', '/consultation/').refus).toContain(
    '« Consultation » n’est pas une page de votre rôle. Elle est à qui en a le droit : auditeur.',
  );
  expect(de('AUDITEUR', '/telephone/').refus).toContain('Cette page n’est pas une de celles de votre rôle.');
});
