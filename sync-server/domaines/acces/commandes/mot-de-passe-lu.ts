import type { ContexteCli } from '../../../socle/cli/contexte';

/**
 * The password comes from MOT_DE_PASSE, never from an argument, which every user of the machine could read in the list of
 * processes. Absent: the use case makes one up.
 */
export const lireMotDePasse = ({ env }: ContexteCli): string | undefined => env.MOT_DE_PASSE || undefined;
