import type { Nature } from '../../../contrats/corrections/correction';
import { CREATION } from './creation';
import type { DefinitionNature } from './definition';
import { DONNEES } from './donnees';
import { HORAIRE } from './horaire';
import { MINUTES } from './minutes';
import { RETABLISSEMENT } from './retablissement';
import { RETRAIT } from './retrait';
import { SUPPRESSION } from './suppression';

/**
 * [CO-1] The kinds of correction, in the order of the form's tabs: one file each, and nowhere else a word or a rule by kind.
 * History, explanation, statement, audit, form, judge and fold read this.
 */
export const DEFINITIONS: Record<Nature, DefinitionNature> = {
  CREATION,
  HORAIRE,
  MINUTES,
  DONNEES,
  SUPPRESSION,
  RETABLISSEMENT,
  RETRAIT,
};
