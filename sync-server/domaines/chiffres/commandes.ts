import { ANTENNE, AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_CHIFFRES: readonly LigneCommande[] = [
  {
    syntaxe: 'rapport <periode>',
    resume: 'édite et classe le rapport d’activité d’un mois (2026-10), d’un trimestre (2026-T4) ou d’une année (2026)',
    options: [['--vers <dossier>', 'dossier où écrire aussi le PDF et le XLSX'], AUTEUR],
    surImport: true,
    charger: () => import('./commandes/rapport'),
  },
  {
    syntaxe: 'etat [nom]',
    resume: 'écrit un état statistique, de toutes les antennes ou d’une seule ; sans nom, donne la liste',
    options: [
      ['--du <date>', 'premier jour (AAAA-MM-JJ)'],
      ['--au <date>', 'dernier jour'],
      ANTENNE,
      ['--usager <id>', 'un seul usager'],
      ['--intervenant <id>', 'une seule aide'],
      ['--financeur <code>', 'un seul financeur'],
      ['--vue <vue>', 'autre présentation, propre à chaque état'],
      ['--format <format>', 'csv (par défaut) ou json'],
    ],
    surImport: true,
    charger: () => import('./commandes/etat'),
  },
];
