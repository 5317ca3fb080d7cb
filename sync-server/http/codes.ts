import { randomInt } from 'node:crypto';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import { type CodeRenouvele, renouvelerCodeUsager } from '../use-cases/renouveler-code-usager';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp } from './reponses';

/** A new code for the usager's sheet, by a manager of its antenna. The former one is refused at once by the SVI. */
export const routeCodeUsager = (app: App, c: Contexte): void => {
  app.post<{ Params: { id: string } }>('/api/usagers/:id/code', async (req): Promise<CodeRenouvele> => {
    const session = sessionDe(req);
    if (!aLeDroit(session, 'saisir')) throw new ErreurHttp('ROLE');
    const r = await renouvelerCodeUsager(
      { magasin: c.magasin, horloge: c.horloge, hasard: randomInt },
      { usagerId: req.params.id, antennes: antennesDe(session), auteur: session.identifiant },
    );
    if (r.ok) return r.valeur;
    throw new ErreurHttp(r.refus.code === 'ECRITURE_EN_COURS' ? 'REPLI' : 'ANTENNE', r.refus.message);
  });
};
