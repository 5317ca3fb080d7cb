import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ConsultationUsager, UsagersTrouves } from '#shared/contrats/dossiers/consultation';
import { moisSchema } from '#shared/temps/types';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { type Ecrite, ENTREES, tracer } from '../../audit';
import { chercherUsagers, consulterUsager } from './consulter';

const rechercheSchema = z.object({ q: z.string().trim().min(2).max(60) });
const lectureSchema = z.object({ id: z.string().regex(/^[\w.-]{1,20}$/), mois: moisSchema });

/** Reading only, of all antennas, by an auditor: each request is in the audit log before it is answered. */
export const routesConsultation = (app: App, c: Contexte): void => {
  const auteurDe = (req: FastifyRequest): string => {
    const s = sessionDe(req);
    exigerDroit(s, 'consulter');
    return s.identifiant;
  };
  const noter = (auteur: string, lu: Ecrite<'CONSULTATION'>): Promise<void> =>
    tracer(c.magasin, { instant: c.horloge(), auteur, ...lu });

  app.get('/api/consultation/usagers', async (req): Promise<UsagersTrouves> => {
    const auteur = auteurDe(req);
    const lu = rechercheSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez au moins deux lettres du nom, ou l’identifiant entier.');
    const trouves = await chercherUsagers(c.magasin, c.horloge, lu.data.q);
    const ids = trouves.usagers.map((u) => u.id);
    await noter(auteur, ENTREES.CONSULTATION.ecrire.recherche({ qui: 'usager', ids }));
    return trouves;
  });

  app.get<{ Params: { id: string } }>('/api/consultation/usagers/:id', async (req): Promise<ConsultationUsager> => {
    const auteur = auteurDe(req);
    const lu = lectureSchema.safeParse({ id: req.params.id, mois: (req.query as { mois?: unknown }).mois });
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez un usager, et un mois sous la forme AAAA-MM.');
    const { id, mois } = lu.data;
    await noter(auteur, ENTREES.CONSULTATION.ecrire.dossier({ usagerId: id, mois }));
    const lue = await consulterUsager(c.magasin, c.horloge, id, mois);
    if (!lue) throw new ErreurHttp('INTROUVABLE', 'Aucun usager ne porte cet identifiant. Cherchez-le par son nom.');
    return lue;
  });
};
