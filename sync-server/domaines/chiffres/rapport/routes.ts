import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '#shared/contrats/acces/compte';
import {
  demandePropositionsSchema,
  demandeRapportSchema,
  periodeRapportSchema,
  type RapportsLus,
} from '#shared/contrats/chiffres/rapport';
import { aLeDroit, type Droit } from '#shared/droits/droits';
import { TYPES } from '../../../adapters/classeur/fichier';
import { ouvrirReserve, type Reserve } from '../../../adapters/sftp/reserve';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { editerRapport, listerRapports, ouvrirRapport, redigerPropositions } from './editer';

const exiger = (req: FastifyRequest, droit: Droit): Session => {
  const s = sessionDe(req);
  exigerDroit(s, droit);
  return s;
};

const fichierSchema = z.object({
  format: z.enum(['pdf', 'xlsx']),
  edition: z.coerce.number().int().min(1).optional(),
});

/** The activity reports: of nobody, hence of no antenna; read by those who steer, written by who runs the service. */
export const routesRapports = (app: App, c: Contexte, dossier: string | undefined): void => {
  const reserve: Reserve | undefined = dossier === undefined ? undefined : ouvrirReserve(dossier);
  const ports = () => {
    if (reserve) return { magasin: c.magasin, horloge: c.horloge, reserve };
    throw new ErreurHttp({ code: 'RAPPORTS_ABSENTS', message: 'Ce serveur ne classe pas de rapports.' });
  };

  app.get('/api/rapports', async (req): Promise<RapportsLus> => {
    const s = exiger(req, 'lireRapports');
    return listerRapports(c, { peutRediger: aLeDroit(s, 'redigerPropositions') });
  });

  app.get<{ Params: { periode: string } }>('/api/rapports/:periode/fichier', async (req, reply) => {
    exiger(req, 'lireRapports');
    const [periode, q] = [periodeRapportSchema.safeParse(req.params.periode), fichierSchema.safeParse(req.query)];
    if (!periode.success || !q.success)
      throw new ErreurHttp(
        'DEMANDE',
        'Donnez un mois (AAAA-MM), un trimestre (AAAA-T1) ou une année, et un format, pdf ou xlsx.',
      );
    const { nom, octets } = valeurDe(
      await ouvrirRapport(ports(), { periode: periode.data, format: q.data.format, numero: q.data.edition }),
    );
    return reply
      .type(TYPES[q.data.format])
      .header('content-disposition', `attachment; filename="${nom}"`)
      .send(Buffer.from(octets));
  });

  app.post('/api/rapports', { bodyLimit: 1_000 }, async (req): Promise<{ edition: number; deja: boolean }> => {
    const s = exiger(req, 'redigerPropositions');
    const lue = demandeRapportSchema.safeParse(req.body);
    if (!lue.success) throw new ErreurHttp('DEMANDE', 'Choisissez la période du rapport.');
    const { rapport, deja } = valeurDe(await editerRapport(ports(), { ...lue.data, auteur: s.identifiant }));
    return { edition: rapport.editions.at(-1)?.numero ?? 0, deja };
  });

  app.post('/api/rapports/propositions', async (req, reply) => {
    const s = exiger(req, 'redigerPropositions');
    const lue = demandePropositionsSchema.safeParse(req.body);
    if (!lue.success) throw new ErreurHttp('DEMANDE', 'Choisissez une période ; 20 000 caractères au plus.');
    await redigerPropositions(c, { ...lue.data, auteur: s.identifiant });
    return reply.code(204).send();
  });
};
