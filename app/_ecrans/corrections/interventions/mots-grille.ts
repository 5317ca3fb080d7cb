/** What the grid says by itself. */
export const LOCALE = {
  loadingOoo: 'Chargement…',
  ariaLabelColumnMenu: 'Menu de la colonne',
  ariaRowSelect: 'Espace : choisir cette ligne',
  ariaRowDeselect: 'Espace : ne plus choisir cette ligne',
  ariaRowToggleSelection: 'Espace : choisir ou ne plus choisir cette ligne',
  ariaToggleCellValue: 'Espace : changer',
  ariaHeaderSelection: 'Colonne du choix',
  ariaColumnSelectAll: 'Choisir toutes les lignes',
  ariaChecked: 'choisie',
  ariaUnchecked: 'non choisie',
  ariaIndeterminate: 'choisies en partie',
  ariaSortableColumn: 'Entrée : trier',
};
