import { z } from 'zod';

/** How one may sign in, told to who is not signed in yet. `fournisseur`: name of the identity provider, where there is one. */
export const modesConnexionSchema = z.object({ fournisseur: z.string().optional() });
export type ModesConnexion = z.infer<typeof modesConnexionSchema>;

/** `autre`: the provider asks again who it is, though it may know already. */
export const demandeDepartSchema = z.object({ autre: z.boolean().default(false) });

/** Where the browser goes to be recognised by the provider. */
export const departSchema = z.object({ adresse: z.url({ protocol: /^https?$/ }) });
export type Depart = z.infer<typeof departSchema>;

/** What the provider's answer put in the address of our page, as it is. */
export const retourSchema = z.object({ recherche: z.string().startsWith('?').max(8_000) });

/** The page that the provider sends browsers back to. */
export const PAGE_RETOUR = '/connexion/';

/** Signing out of the provider too: where the browser goes next. */
export const fermetureSchema = z.object({ suite: z.url({ protocol: /^https?$/ }).optional() });
export type Fermeture = z.infer<typeof fermetureSchema>;
