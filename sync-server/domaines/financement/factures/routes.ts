import { z } from 'zod';
import { depotFactureSchema, type PageFactures } from '#shared/contrats/financement/envoi';
import { aLeDroit, antennesDe, tientToutesAntennes } from '#shared/droits/droits';
import { moisSchema } from '#shared/temps/types';
import { type App, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { lireEcartes } from '../../dossiers';
import type { PortsEnvois } from '../envois/ports';
import { portsDe } from '../envois/routes';
import { deposerFacture } from './deposer';
import { listerFactures, ouvrirFacture } from './lire';

/** A PDF in base64, and the rest of the request. */
const CORPS_MAX = 14_000_000;

/** The definitive invoices of the Département: each antenna its own, each opening audited. */
export const routesFactures = (app: App, envois: PortsEnvois | undefined): void => {
  app.get('/api/factures', async (req): Promise<PageFactures> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireFactures');
    const lu = z.object({ mois: moisSchema }).safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez un mois, « mois », sous la forme AAAA-MM.');
    const p = portsDe(envois);
    const lecteur = { identifiant: s.identifiant, antennes: antennesDe(s) };
    return {
      mois: lu.data.mois,
      peutDeposer: aLeDroit(s, 'deposerFactures'),
      factures: await listerFactures(p, lu.data.mois, lecteur),
      // The name of a file that is put aside may be that of another antenna.
      ecartes: tientToutesAntennes(s) ? await lireEcartes(p.magasin, 'DASES', 'factures') : [],
    };
  });

  app.get<{ Params: { id: string } }>('/api/factures/:id', async (req, reply) => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireFactures');
    const lecteur = { identifiant: s.identifiant, antennes: antennesDe(s) };
    const { nom, octets } = valeurDe(await ouvrirFacture(portsDe(envois), req.params.id, lecteur));
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${nom.replace(/[^\w.-]/g, '_')}"`)
      .send(Buffer.from(octets));
  });

  app.post('/api/factures', { bodyLimit: CORPS_MAX }, async (req): Promise<{ id: string; deja: boolean }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'deposerFactures');
    const lu = depotFactureSchema.safeParse(req.body);
    if (!lu.success)
      throw new ErreurHttp('DEMANDE', 'Choisissez un PDF de 10 Mo au plus, au nom donné par le Département.');
    const { nom, mois, contenu } = lu.data;
    const { facture, deja } = valeurDe(
      await deposerFacture(portsDe(envois), {
        nom,
        mois,
        octets: Buffer.from(contenu, 'base64'),
        par: s.identifiant,
        antennes: antennesDe(s),
      }),
    );
    return { id: facture._id, deja };
  });
};
