'use client';

import { ActionIcon } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { aLeDroit, type Droit } from '#shared/droits/droits';
import { abandonnerSession } from '../../_data/acces/depart';
import { useAujourdhui, useSession } from '../../_data/hooks';
import { useIncidentsAttendus } from '../../_data/incidents';
import { dateLongue } from '../../_ui/formats';
import { Icone, type NomIcone } from '../../_ui/icones';
import { Marque } from '../../_ui/marque';
import { OuvrirAide } from '../aide/ouvrir-aide';
import { AssistanceLegere } from './assistance';
import { Theme } from './barre-haute';
import { CompteMenu } from './compte-menu';
import { Maintenances } from './maintenances';
import { MarqueMode } from './mode';
import { PanneSvi } from './panne-svi';
import { Retraits } from './retraits';

/** The screens of the roles that read no visit, and the rights that open them. */
const MENU: readonly { href: string; libelle: string; icone: NomIcone; droits: readonly Droit[] }[] = [
  { href: '/consultation/', libelle: 'Consultation', icone: 'loupe', droits: ['consulter'] },
  { href: '/administration/', libelle: 'Administration', icone: 'reglages', droits: ['gererComptes', 'lireAudit'] },
  { href: '/etats/', libelle: 'États', icone: 'barres', droits: ['lireEtats'] },
  { href: '/pilotage/', libelle: 'Pilotage', icone: 'jauge', droits: ['lirePilotage'] },
  { href: '/service/', libelle: 'Service', icone: 'pouls', droits: ['lireService'] },
  { href: '/disponibilite/', libelle: 'Disponibilité', icone: 'horloge', droits: ['lireDisponibilite'] },
  { href: '/incidents/', libelle: 'Incidents', icone: 'bulle', droits: ['lireIncidents'] },
  { href: '/envois/', libelle: 'Envois', icone: 'envoi', droits: ['lireEnvois'] },
  { href: '/compte/', libelle: 'Mon compte', icone: 'personne', droits: ['gererSonCompte'] },
  { href: '/nouveautes/', libelle: 'Nouveautés', icone: 'etoile', droits: ['gererSonCompte'] },
  { href: '/aide/', libelle: 'Aide', icone: 'question', droits: ['gererSonCompte'] },
];

/** Frame of the roles without antenna: with the network only, nothing kept on this PC. */
export const CadreLeger = ({ children }: { children: ReactNode }) => {
  const session = useSession();
  const chemin = usePathname();
  const routeur = useRouter();
  const jour = useAujourdhui();
  const incidents = useIncidentsAttendus();
  const entrees = MENU.filter((m) => m.droits.some((d) => aLeDroit(session, d)));
  const ici = entrees.find((m) => chemin.startsWith(m.href));
  const premiere = entrees[0]?.href;
  useEffect(() => {
    if (!ici && premiere) routeur.replace(premiere);
  }, [ici, premiere, routeur]);
  return (
    <div className="cadre">
      <a href="#contenu" className="evitement">
        Aller au contenu
      </a>
      <nav className="cadre__menu" aria-label="Menu principal">
        <div className="cadre__marque">
          <Marque taille={26} />
          <span>Paris domicile</span>
        </div>
        <ul>
          {entrees.map((m) => (
            <li key={m.href}>
              <Link href={m.href} prefetch={false} aria-current={m === ici ? 'page' : undefined}>
                <Icone nom={m.icone} />
                <span>{m.libelle}</span>
                <CompteMenu
                  n={m.href === '/incidents/' ? incidents : 0}
                  dit={
                    aLeDroit(session, 'traiterIncidents') ? 'à traiter par l’assistance' : 'à répondre ou à confirmer'
                  }
                />
              </Link>
            </li>
          ))}
        </ul>
        <AssistanceLegere />
      </nav>
      <div className="cadre__droite">
        <MarqueMode />
        <header className="haut">
          <span className="haut__date">{dateLongue(jour)}</span>
          <span className="haut__vide" />
          <Theme />
          <OuvrirAide menu={MENU} />
          <Link href="/compte/" prefetch={false} className="haut__compte" title="Mon compte">
            {session.nom}
          </Link>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Se déconnecter"
            title="Se déconnecter"
            onClick={() => void abandonnerSession()}
          >
            <Icone nom="sortie" />
          </ActionIcon>
        </header>
        <PanneSvi />
        <Maintenances />
        <Retraits session={session} />
        <main id="contenu" className="cadre__contenu" tabIndex={-1} aria-label={ici?.libelle ?? 'Contenu'}>
          {ici ? children : null}
        </main>
      </div>
    </div>
  );
};
