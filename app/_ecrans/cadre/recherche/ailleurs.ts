import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { PersonnesCherchees } from '#shared/contrats/chiffres/personne-cherchee';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { chercherPersonnesPartout } from '../../../_donnees/lecture/etats';
import { usePosteOuvert, useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { adresseIntervenant } from '../../../_ui/adresses/intervenants';
import { adresseUsager } from '../../../_ui/adresses/usagers';
import { type Groupe, PAR_GROUPE, type Trouve } from './chercher';

/** Letters after which the server is asked, and how long it waits for the next one. */
const LETTRES_MIN = 3;
const ATTENTE_MS = 250;

const AUCUN: readonly Groupe[] = [];

/**
 * Who bears that name in the other antennas of the session: asked of the server, which gives no one else; with the network only. What
 * is of the antenna on this PC is found here already.
 */
export const useAilleurs = (texte: string): readonly Groupe[] => {
  const session = useSession();
  const ici = usePosteOuvert()?.antenne;
  const [cherche] = useDebouncedValue(texte.trim(), ATTENTE_MS);
  const demande = antennesDe(session).length > 1 && cherche.length >= LETTRES_MIN && /\p{L}{2}/u.test(cherche);
  const { valeur } = useLecture(demande ? ['personnes-ailleurs', cherche] : undefined, async (abandon) => ({
    usagers: await chercherPersonnesPartout('usager', cherche, abandon),
    aides: await chercherPersonnesPartout('intervenant', cherche, abandon),
  }));
  return useMemo(() => {
    if (!valeur) return AUCUN;
    const enTrouves = (lues: PersonnesCherchees, href: (id: string) => string, genre: string): Trouve[] =>
      lues.personnes
        .filter((p) => p.antenne !== ici)
        .map((p) => ({
          cle: `ailleurs:${genre}:${p.id}`,
          libelle: p.nom,
          detail: `${genre}, antenne ${libelleAntenne(p.antenne)}`,
          href: href(p.id),
          antenne: p.antenne,
        }));
    const tous = [
      ...enTrouves(valeur.usagers, adresseUsager, 'usager'),
      ...enTrouves(valeur.aides, adresseIntervenant, 'aide'),
    ];
    if (tous.length === 0) return AUCUN;
    const trouves = tous.slice(0, 2 * PAR_GROUPE);
    return [
      {
        titre: 'Dans vos autres antennes',
        noms: ['personne ailleurs', 'personnes ailleurs'],
        trouves,
        total: tous.length,
      },
    ];
  }, [valeur, ici]);
};
