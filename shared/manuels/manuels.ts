// The documents of `docs/manuels`: the help of the application, the command that prints them and their tests read this table.

export type Manuel = {
  /** `docs/manuels/<fichier>.md`. */
  fichier: string;
  titre: string;
  /** Shown in the application's help, in this order. */
  aide?: true;
};

export const MANUELS: readonly Manuel[] = [
  { fichier: 'utilisation', titre: 'Manuel d’utilisation', aide: true },
  { fichier: 'navigateurs', titre: 'Paramétrage des navigateurs', aide: true },
  { fichier: 'formation', titre: 'Fiche de formation' },
  { fichier: 'interfaces', titre: 'Manuel d’exploitation des interfaces' },
  { fichier: 'archivage', titre: 'Dossier d’archivage' },
  { fichier: 'securite', titre: 'Plan d’assurance sécurité' },
  { fichier: 'registre-des-traitements', titre: 'Registre des traitements' },
  { fichier: 'analyse-d-impact', titre: 'Analyse d’impact relative à la protection des données' },
  { fichier: 'plan-assurance-qualite', titre: 'Plan d’assurance qualité' },
  { fichier: 'reversibilite', titre: 'Plan de réversibilité' },
  { fichier: 'modele-pv-livraison', titre: 'Procès-verbal de livraison' },
  { fichier: 'modele-rapport-intervention', titre: 'Rapport d’intervention' },
  { fichier: 'modele-compte-rendu-comite', titre: 'Compte rendu de comité' },
];

/** Where a title is reached: `Aujourd’hui` at `#aujourdhui`, as the forges that show Markdown make it. */
export const ancre = (titre: string): string =>
  titre
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
