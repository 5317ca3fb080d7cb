import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';
import type { Bilan } from './rapprocher';
import { CHEMIN_RAPPROCHEMENT, cleInterne, suiviSchema } from './route';

const fichierSvi = z.object({ url: z.string() });

const SANS_SVI = refuser(
  'SVI_ARRETE',
  'Le SVI ne tourne pas sur ce dossier de données : lui seul écrit dans son journal. Démarrez-le (« telegestion servir »), ou donnez son DATA_DIR, puis relancez.',
);

const adresseSvi = async (dataDir: string): Promise<string | undefined> => {
  try {
    return fichierSvi.parse(JSON.parse(await readFile(join(dataDir, 'svi.json'), 'utf8'))).url;
  } catch {
    return undefined;
  }
};

/** Asks the worker of this data folder for a passage now, and waits for its end. */
export const demanderRapprochement = async (
  dataDir: string,
  authToken: string,
  depuis: Instant | undefined,
): Promise<Resultat<Bilan>> => {
  const url = await adresseSvi(dataDir);
  if (url === undefined) return SANS_SVI;
  const headers = { 'x-telegestion-cle': cleInterne(authToken), 'content-type': 'application/json' };
  let requete: RequestInit = { method: 'POST', headers, body: JSON.stringify(depuis === undefined ? {} : { depuis }) };
  for (;;) {
    let reponse: Response;
    try {
      reponse = await fetch(url + CHEMIN_RAPPROCHEMENT, requete);
    } catch {
      return SANS_SVI;
    }
    if (!reponse.ok) {
      return refuser(
        'SVI_REFUSE',
        `Le SVI refuse la demande (${reponse.status}) : donnez le PLIVO_AUTH_TOKEN avec lequel il a démarré.`,
      );
    }
    const suivi = suiviSchema.parse(await reponse.json());
    if (suivi.fini) return suivi.resultat ?? SANS_SVI;
    requete = { headers };
  }
};
