import { describe, expect, it } from 'vitest';
import type { Role } from '#shared/contrats/acces/compte';
import { SECTIONS } from '../../_ui/ecrans';
import { MENU, menuDe } from './menu';

const de = (role: Role) => menuDe({ role, antennes: ['EST'] }).map((m) => m.libelle);

describe('the menu', () => {
  it('is a day, the people, a month and the service, in that order; the manual is below all', () => {
    const sections = MENU.map((m) => m.section);
    expect([...new Set(sections)]).toEqual([...Object.keys(SECTIONS), undefined]);
    expect(MENU.filter((m) => m.section === 'JOURNEE').map((m) => m.libelle)).toEqual([
      'Aujourd’hui',
      'Interventions',
      'Fiches',
      'Alertes',
      'Numéros',
    ]);
    expect(MENU.filter((m) => m.section === undefined).map((m) => m.libelle)).toEqual(['Mode d’emploi']);
  });
  it('has what the reader may open, and no more', () => {
    for (const role of ['GESTIONNAIRE', 'CENTRAL'] as const) expect(de(role)).toEqual(MENU.map((m) => m.libelle));
    expect(de('ADMINISTRATEUR')).not.toContain('États');
    expect(de('ADMINISTRATEUR')).not.toContain('Envois');
  });
});
