import type { Fichier } from '../../adapters/classeur/fichier';

/** The log as a file: what writes spreadsheets is loaded by who asks for one. */
export const prendreJournal = async (
  ...demande: Parameters<typeof import('./exporter').exporterJournal>
): Promise<Fichier> => (await import('./exporter')).exporterJournal(...demande);
