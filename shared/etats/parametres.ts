import type { ParametreEtat, Periode } from './contrat';

// What several states ask of who opens them, in the same words.

/** For what is counted over any period; the month is offered first. */
export const TOUTES_PERIODES: readonly Periode[] = ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'];

export const USAGER: ParametreEtat = { cle: 'usager', titre: 'Usager', obligatoire: false };
export const INTERVENANT: ParametreEtat = { cle: 'intervenant', titre: 'Aide à domicile', obligatoire: false };
export const FINANCEUR: ParametreEtat = { cle: 'financeur', titre: 'Financeur', obligatoire: false };

/** How its rows are made, by view, in the order in which they are offered. */
export const presentation = (vues: Readonly<Record<string, string>>): ParametreEtat => ({
  cle: 'vue',
  titre: 'Présentation',
  obligatoire: false,
  choix: Object.entries(vues).map(([valeur, libelle]) => ({ valeur, libelle })),
});
