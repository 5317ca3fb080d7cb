import { z } from 'zod';
import { consultationsSchema, LIMITE_CONSULTATIONS, type PageAudit } from '#shared/contrats/acces/administration';
import { ACTIONS, type ActionAudit } from '#shared/contrats/exploitation/audit';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import { dateCivileSchema } from '#shared/temps/types';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { clesType } from '../../../store/types';
import { direEntree, enQui, lireAudit, lireFaits, nommer, tracer, tracerTout } from '../../audit';
import { lireTentatives } from '../registre';

const actions = Object.keys(ACTIONS) as [ActionAudit, ...ActionAudit[]];
const filtreSchema = z.object({
  jour: dateCivileSchema.optional(),
  auteur: z.string().trim().min(1).max(80).optional(),
  action: z.enum(actions).optional(),
  avant: z.coerce.number().int().min(1).optional(),
});
const suiteSchema = z.object({ avant: z.string().startsWith('tentative:').max(80).optional() });

export const routesAudit = (app: App, c: Contexte): void => {
  app.get('/api/audit', async (req): Promise<PageAudit> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAudit');
    const lu = filtreSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Filtre mal formé : un jour (AAAA-MM-JJ), un auteur, une action.');
    const page = await lireAudit(c.magasin, lu.data);
    const nominatif = aLeDroit(s, 'consulter');
    const faits = await lireFaits(c.magasin, page.entrees, { nominatif });
    const noms = nominatif ? await nommer(c.magasin, page.entrees, faits) : {};
    const nommes = Object.keys(noms);
    const usagers = nommes.flatMap((cle) => (cle.startsWith('usager:') ? [cle.slice(7)] : []));
    // Names are read, were it of who is on call: that is in the log too, with what was asked, which finds the same page again.
    if (nommes.length > 0 || (faits.astreintes?.size ?? 0) > 0)
      await tracer(c.magasin, {
        instant: c.horloge(),
        auteur: s.identifiant,
        action: 'CONSULTATION',
        objet: [
          'journal d’audit',
          ...Object.values(lu.data),
          ...(usagers.length > 0 ? [':', enQui(new Set(usagers))] : []),
        ].join(' '),
      });
    const entrees = page.entrees.map((e) => ({ ...e, phrase: direEntree(e, noms, faits) }));
    return { ...page, entrees, actions: ACTIONS };
  });

  /** What was read on the PC, offline too: told when the network is there, and only of the antennas of the session. */
  app.post('/api/audit/consultations', { bodyLimit: 40_000 }, async (req): Promise<{ notees: number }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'noterConsultations');
    const lu = consultationsSchema.safeParse(req.body);
    if (!lu.success)
      throw new ErreurHttp('DEMANDE', `L’envoi est une liste de ${LIMITE_CONSULTATIONS} consultations au plus.`);
    const lues = lu.data.consultations.map((x) =>
      'usagerId' in x
        ? { id: idUsager(x.usagerId), objet: `usager:${x.usagerId} lu ${x.instant}` }
        : { id: idIntervenant(x.intervenantId), objet: `téléphone intervenant:${x.intervenantId} lu ${x.instant}` },
    );
    const ids = [...new Set(lues.map((x) => x.id))];
    const siens = new Set<string>();
    for (const antenne of antennesDe(s)) {
      const docs = await clesType(c.magasin, ['usager', 'intervenant'], ids, { antenne });
      for (const d of docs) if (d) siens.add(d._id);
    }
    const instant = c.horloge();
    const gardees = lues.filter((x) => siens.has(x.id));
    await tracerTout(
      c.magasin,
      gardees.map((x) => ({
        instant,
        auteur: s.identifiant,
        action: 'CONSULTATION',
        objet: x.objet,
      })),
    );
    return { notees: gardees.length };
  });

  app.get('/api/tentatives', async (req) => {
    exigerDroit(sessionDe(req), 'lireTentatives');
    const lu = suiteSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    return lireTentatives(c.magasin, c.horloge(), lu.data.avant);
  });
};
