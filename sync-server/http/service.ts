import { z } from 'zod';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import {
  demandeMaintenanceSchema,
  type EtatService,
  type MaintenancePrevue,
  type RapportDisponibilite,
} from '#shared/contrats/disponibilite';
import { baseAntenne } from '#shared/contrats/ids';
import type { Mesure } from '#shared/domain/disponibilite/bilan';
import { moisParis } from '#shared/temps/paris';
import { moisSchema } from '#shared/temps/types';
import { lireIds } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { lireDisponibilite } from '../use-cases/disponibilite';
import { annoncees, declarerMaintenance } from '../use-cases/maintenances';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp, exigerDroit, valeurDe } from './reponses';

/** One a minute is enough; a few servers may share an address. */
const LECTURES_SONDE = { max: 30, timeWindow: 60_000 };

/** What the watch over the SVI tells the screens. */
export type ServiceVivant = {
  etat: () => EtatService;
  derniereSonde: () => Mesure | undefined;
  abonner: (reagir: (e: EtatService) => void) => () => void;
};

/** Where nobody watches over the SVI: nothing is said of it, neither good nor bad. */
export const serviceInconnu = (horloge: Horloge): ServiceVivant => ({
  etat: () => ({ svi: { etat: 'INCONNU' }, pannes: [], vuLe: horloge() }),
  derniereSonde: () => undefined,
  abonner: () => () => undefined,
});

/** The state of the telephone, and its availability: no personal data in either. */
export const routesService = (app: App, c: Contexte & { service: ServiceVivant }): void => {
  app.get('/api/service', async (): Promise<EtatService> => {
    const etat = c.service.etat();
    // What was announced since the last minute is told to who asks now; with the store down, what was known.
    const maintenances = await annoncees(c.magasin, c.horloge()).catch(() => etat.maintenances);
    return { ...etat, ...(maintenances ? { maintenances } : {}) };
  });

  app.get('/api/disponibilite', async (req): Promise<RapportDisponibilite> => {
    exigerDroit(sessionDe(req), 'lireDisponibilite');
    const lue = z
      .object({ mois: moisSchema, service: z.enum(['SVI', 'EXTRANET']).default('SVI') })
      .safeParse(req.query);
    if (!lue.success)
      throw new ErreurHttp(
        'DEMANDE',
        'Donnez un mois, « mois », sous la forme AAAA-MM, et un service, SVI ou EXTRANET.',
      );
    const jusqua = c.horloge();
    if (lue.data.mois > moisParis(jusqua))
      throw new ErreurHttp('DEMANDE', 'Ce mois n’a pas commencé : choisissez le mois en cours, ou un mois passé.');
    const svi = lue.data.service === 'SVI';
    return lireDisponibilite(c.magasin, {
      ...lue.data,
      jusqua,
      ...(svi ? { derniereSonde: c.service.derniereSonde() } : {}),
    });
  });

  app.post('/api/maintenances', { bodyLimit: 2_000 }, async (req): Promise<{ maintenances: MaintenancePrevue[] }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'declarerMaintenance');
    const lue = demandeMaintenanceSchema.safeParse(req.body);
    if (!lue.success) throw new ErreurHttp('DEMANDE', 'Donnez le début, la fin et ce qui sera fait.');
    return { maintenances: valeurDe(await declarerMaintenance(c, { ...lue.data, auteur: s.identifiant })) };
  });
};

/** What the synthetic visit reads: one row of each antenna, of which nothing is said. Open, so that it needs no account. */
export const routeSonde = (app: App, c: Contexte): void => {
  app.get('/api/sonde', { config: { rateLimit: LECTURES_SONDE } }, async (): Promise<{ lues: number }> => {
    const bases = CODES_ANTENNES.map(baseAntenne);
    await Promise.all(
      bases.map((b) => lireIds(c.magasin, b, { debut: 'intervention:', fin: 'intervention;', limite: 1 })),
    );
    return { lues: bases.length };
  });
};
