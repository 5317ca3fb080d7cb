import { z } from 'zod';
import type { EtatService, RapportDisponibilite } from '#shared/contrats/disponibilite';
import type { Mesure } from '#shared/domain/disponibilite/bilan';
import { aLeDroit } from '#shared/droits/droits';
import { moisParis } from '#shared/temps/paris';
import { moisSchema } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { lireDisponibilite } from '../use-cases/disponibilite';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp } from './reponses';

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
  app.get('/api/service', async (): Promise<EtatService> => c.service.etat());

  app.get('/api/disponibilite', async (req): Promise<RapportDisponibilite> => {
    if (!aLeDroit(sessionDe(req), 'lireService')) throw new ErreurHttp('ROLE');
    const lue = z.object({ mois: moisSchema }).safeParse(req.query);
    if (!lue.success) throw new ErreurHttp('DEMANDE', 'Donnez un mois, « mois », sous la forme AAAA-MM.');
    const jusqua = c.horloge();
    if (lue.data.mois > moisParis(jusqua))
      throw new ErreurHttp('DEMANDE', 'Ce mois n’a pas commencé : choisissez le mois en cours, ou un mois passé.');
    return lireDisponibilite(c.magasin, { mois: lue.data.mois, jusqua, derniereSonde: c.service.derniereSonde() });
  });
};
