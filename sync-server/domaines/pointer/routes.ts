import type { FastifyRequest } from 'fastify';
import { sujetSchema } from '#shared/contrats/acces/acces-personnel';
import type { Resultat } from '#shared/contrats/commun';
import {
  demandeFeuillesSchema,
  envoiPointerSchema,
  type FeuillesPointer,
  type HeurePointer,
  type LienPointerDonne,
  type LienPointerLu,
  type ReponsePointer,
} from '#shared/contrats/pointages/pointer';
import { antennesDe } from '#shared/droits/droits';
import { epochMs } from '#shared/temps/paris';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { limiterParAdresse } from '../../socle/http/limite';
import { ErreurHttp, exigerDroit, valeurDe } from '../../socle/http/reponses';
import { lireHistoire } from '../../store/histoire';
import { creerCadence } from './cadence';
import { tenirIndecis } from './indecis';
import { donnerFeuilles, donnerLienPointer, lireLienPointer, retirerLienPointer } from './liens';
import { FAUTES_MAX } from './porteur';
import { recevoirPassages } from './recevoir';

/**
 * Requests an address in five minutes: a mobile operator gives one to many telephones, and on the morning when the telephone is dead
 * all of them come at once. What is not sealed by a link costs one reading and leaves nothing.
 */
const DEMANDES_MAX = 3_000;
/** Passages of one link in a quarter of an hour: a day kept on a telephone, several aides at one home; not a machine. */
const PASSAGES_PAR_LIEN = 40;
const FENETRE_MS = 15 * 60_000;
const TENTATIVE = { genre: 'POINTER_FAUX', objet: 'POST /api/pointer' } as const;

/** [PT-9] For the page of aides: no account, no session; what is sent proves by itself from which link it comes. */
export const routesPointer = (app: App, c: Contexte): void => {
  const limiter = limiterParAdresse(app, 'pointer', DEMANDES_MAX);
  const cadence = creerCadence(PASSAGES_PAR_LIEN, FENETRE_MS);
  const indecis = tenirIndecis(FAUTES_MAX);
  /** Our clock is to the second: its middle is nearer to the truth than its beginning. */
  const maintenant = (): number => epochMs(c.horloge()) + 500;
  /** Never waited for: the hour is told at once, whatever the store does. */
  let histoire: string | undefined;
  const apprendre = (): void =>
    void lireHistoire(c.magasin).then(
      (lue) => {
        histoire = lue;
      },
      () => undefined,
    );
  app.register(async (ouvert) => {
    ouvert.addHook('preHandler', limiter);
    ouvert.get('/api/pointer/heure', async (): Promise<HeurePointer> => {
      if (histoire === undefined) apprendre();
      return { maintenant: maintenant(), ...(histoire === undefined ? {} : { histoire }) };
    });
    ouvert.post('/api/pointer', { bodyLimit: 40_000 }, async (req): Promise<ReponsePointer> => {
      const lu = envoiPointerSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE', 'Cet envoi est incomplet : rouvrez la page par votre lien.');
      const surFaux = (): void => c.registre.noter(TENTATIVE);
      const ports = { magasin: c.magasin, horloge: c.horloge, cadence, indecis, surFaux };
      const sorts = await recevoirPassages(ports, lu.data);
      return { sorts, histoire: await lireHistoire(c.magasin), maintenant: maintenant() };
    });
  });
};

type Adresse = { Params: { genre: string; id: string } };

/** [PT-9] For the managers of the person's antenna: give her link to an aide, its sheet to a home, and take them back. */
export const routesLiensPointer = (app: App, c: Contexte): void => {
  const acteDe = (req: FastifyRequest) => {
    const session = sessionDe(req);
    exigerDroit(session, 'saisir');
    const antennes = antennesDe(session);
    return { horloge: c.horloge, auteur: session.identifiant, antennes, extranet: c.extranet() };
  };
  const rendre = <T>(r: Resultat<T>): T => {
    if (!r.ok && r.refus.code === 'POINTER_AUTRE_ANTENNE') throw new ErreurHttp('ANTENNE', r.refus.message);
    return valeurDe(r);
  };
  const sujet = ({ params }: FastifyRequest<Adresse>) => {
    const lu = sujetSchema.safeParse({ ...params, genre: params.genre.toUpperCase() });
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    return lu.data;
  };
  const chemin = '/api/liens-pointer/:genre/:id';
  app.get<Adresse>(
    chemin,
    async (req): Promise<LienPointerLu> => rendre(await lireLienPointer(c.magasin, acteDe(req), sujet(req))),
  );
  app.post<Adresse>(
    chemin,
    async (req): Promise<LienPointerDonne> => rendre(await donnerLienPointer(c.magasin, acteDe(req), sujet(req))),
  );
  app.delete<Adresse>(chemin, async (req): Promise<{ retire: true }> => {
    rendre(await retirerLienPointer(c.magasin, acteDe(req), sujet(req)));
    return { retire: true };
  });
  app.post('/api/liens-pointer/feuilles', async (req): Promise<FeuillesPointer> => {
    const acte = acteDe(req);
    const lu = demandeFeuillesSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    if (!acte.antennes.includes(lu.data.antenne)) throw new ErreurHttp('ANTENNE');
    return rendre(await donnerFeuilles(c.magasin, acte, lu.data));
  });
};
