import type { DefinitionNature } from './definition';

/**
 * It says nothing of the visit: the fold counts what it withdraws for nothing, and judges it against what was made before
 * (`refusRetrait`).
 */
export const RETRAIT: DefinitionNature = {
  mots: {
    resume: 'Correction retirée',
    fait: 'Correction retirée',
    releve: () => 'Correction précédente retirée',
    audit: 'A retiré une correction de la visite',
    retiree: 'un retrait',
  },
  regles: [],
  appliquer: (e) => e,
};
