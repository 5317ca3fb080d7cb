import type { FastifyRequest } from 'fastify';
import {
  type AccesPersonnelDonne,
  type AccesPersonnelLu,
  demandeContestationSchema,
  demandeMesHeuresSchema,
  type MesHeures,
  type Sujet,
  sujetSchema,
} from '#shared/contrats/acces/acces-personnel';
import type { Resultat } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { limiterParAdresse } from '../../socle/http/limite';
import { ErreurHttp, exigerDroit, valeurDe } from '../../socle/http/reponses';
import { contester } from './contester';
import { donnerAccesPersonnel, lireAccesPersonnel, ouvrirAccesPersonnel, retirerAccesPersonnel } from './liens';
import { lireMesHeures } from './mes-heures';

const ESSAIS_MAX = 60;
const PREUVE_FAUSSE: ReadonlySet<string> = new Set(['LIEN_PERSONNEL', 'CODE_PERSONNEL', 'LIEN_FERME']);

/** For an aide or a usager: no account, no session, nothing left in the browser; the link and the code are in each body. */
export const routesMesHeures = (app: App, c: Contexte): void => {
  const limiter = limiterParAdresse(app, 'mes-heures', ESSAIS_MAX);
  app.register(async (ouvert) => {
    ouvert.addHook('preHandler', limiter);
    const prouver = async (preuve: { jeton: string; code: string }) => {
      const r = await ouvrirAccesPersonnel(c.magasin, c.horloge, preuve);
      if (!r.ok && PREUVE_FAUSSE.has(r.refus.code))
        c.registre.noter({ genre: 'ACCES_PERSONNEL_FAUX', objet: 'POST /api/mes-heures' });
      return valeurDe(r);
    };

    ouvert.post('/api/mes-heures', { bodyLimit: 1_000 }, async (req): Promise<MesHeures> => {
      const lu = demandeMesHeuresSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE', 'Ce lien est incomplet : ouvrez-le en entier et tapez le code.');
      return valeurDe(await lireMesHeures(c.magasin, c.horloge, await prouver(lu.data), lu.data.mois));
    });

    ouvert.post('/api/mes-heures/contestations', { bodyLimit: 4_000 }, async (req): Promise<{ recu: true }> => {
      const lu = demandeContestationSchema.safeParse(req.body);
      if (!lu.success)
        throw new ErreurHttp(
          'DEMANDE',
          'Dites en quelques mots ce qui n’est pas juste, ou donnez les heures et le motif.',
        );
      const { jeton, code, ...demande } = lu.data;
      valeurDe(await contester(c.magasin, c.horloge, await prouver({ jeton, code }), demande));
      return { recu: true };
    });
  });
};

type Adresse = { Params: { genre: string; id: string } };

/** For the managers of the person's antenna: give a link, see its state, take it back. */
export const routesAccesPersonnel = (app: App, c: Contexte): void => {
  const chemin = '/api/acces-personnel/:genre/:id';
  const agir = async <T>(
    req: FastifyRequest<Adresse>,
    geste: (
      acte: { horloge: Contexte['horloge']; auteur: string; antennes: ReturnType<typeof antennesDe>; extranet: string },
      s: Sujet,
    ) => Promise<Resultat<T>>,
  ): Promise<T> => {
    const session = sessionDe(req);
    exigerDroit(session, 'saisir');
    const s = sujetSchema.safeParse({ ...req.params, genre: req.params.genre.toUpperCase() });
    if (!s.success) throw new ErreurHttp('DEMANDE');
    const acte = {
      horloge: c.horloge,
      auteur: session.identifiant,
      antennes: antennesDe(session),
      extranet: c.extranet(),
    };
    const r = await geste(acte, s.data);
    if (!r.ok && r.refus.code === 'ACCES_AUTRE_ANTENNE') throw new ErreurHttp('ANTENNE', r.refus.message);
    return valeurDe(r);
  };
  app.get<Adresse>(
    chemin,
    (req): Promise<AccesPersonnelLu> => agir(req, (a, s) => lireAccesPersonnel(c.magasin, a, s)),
  );
  app.post<Adresse>(
    chemin,
    (req): Promise<AccesPersonnelDonne> => agir(req, (a, s) => donnerAccesPersonnel(c.magasin, a, s)),
  );
  app.delete<Adresse>(chemin, async (req): Promise<{ retire: true }> => {
    await agir(req, (a, s) => retirerAccesPersonnel(c.magasin, a, s));
    return { retire: true };
  });
};
