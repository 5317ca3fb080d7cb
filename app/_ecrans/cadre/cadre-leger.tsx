'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { aLeDroit } from '#shared/droits/droits';
import { dateLongue } from '#shared/mots/dates';
import { abandonnerSession } from '../../_donnees/acces/depart';
import { useAujourdhui, useSession } from '../../_donnees/lecture/hooks';
import { useIncidentsAttendus } from '../../_donnees/lecture/incidents';
import { adopterAffichage } from '../../_ui/affichage';
import { Icone } from '../../_ui/mots/icones';
import { OuvrirAide } from './aide/ouvrir-aide';
import { AssistanceLegere } from './assistance';
import { Maintenances } from './bandeaux/maintenances';
import { MarqueMode } from './bandeaux/mode';
import { PanneSvi } from './bandeaux/panne-svi';
import { Retraits } from './bandeaux/retraits';
import { CompteEtSortie, MenuDuCadre, Theme } from './commun';
import { CompteMenu } from './compte-menu';
import { type EntreeLegere, MENU_LEGER, situer } from './menu-leger';

/** An address of another role: said, and the way back to one's own pages. */
const PageDUnAutre = ({ refus, premiere }: { refus: string; premiere: EntreeLegere | undefined }) => (
  <section className="vide" data-testid="page-d-un-autre">
    <h1>Page d’un autre rôle</h1>
    <p role="alert">{refus}</p>
    {premiere ? (
      <Button component={Link} href={premiere.href} prefetch={false} variant="default" size="xs">
        Aller à « {premiere.libelle} »
      </Button>
    ) : null}
  </section>
);

/** Frame of the roles without antenna: with the network only, nothing kept on this PC. */
export const CadreLeger = ({ children }: { children: ReactNode }) => {
  const session = useSession();
  const chemin = usePathname();
  useEffect(() => adopterAffichage(session.identifiant), [session.identifiant]);
  const routeur = useRouter();
  const jour = useAujourdhui();
  const incidents = useIncidentsAttendus();
  const { entrees, ici, refus } = situer(session, chemin);
  const [premiere] = entrees;
  const perdu = !ici && refus === undefined;
  useEffect(() => {
    if (perdu && premiere) routeur.replace(premiere.href);
  }, [perdu, premiere, routeur]);
  return (
    <div className="cadre">
      <MenuDuCadre>
        <div className="cadre__ecrans">
          <ul>
            {entrees.map((m) => (
              <li key={m.href}>
                <Link href={m.href} title={m.libelle} prefetch={false} aria-current={m === ici ? 'page' : undefined}>
                  <Icone nom={m.icone} />
                  <span>{m.libelle}</span>
                  <CompteMenu
                    n={m.compte === 'incidents' ? incidents : 0}
                    dit={
                      aLeDroit(session, 'traiterIncidents') ? 'à traiter par l’assistance' : 'à répondre ou à confirmer'
                    }
                  />
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <AssistanceLegere />
      </MenuDuCadre>
      <div className="cadre__droite">
        <MarqueMode />
        <header className="haut">
          <span className="haut__date">{dateLongue(jour)}</span>
          <span className="haut__vide" />
          <Theme />
          <OuvrirAide menu={MENU_LEGER} />
          <CompteEtSortie nom={session.nom} sortir={() => void abandonnerSession()} />
        </header>
        <PanneSvi />
        <Maintenances />
        <Retraits session={session} />
        <main id="contenu" className="cadre__contenu" tabIndex={-1} aria-label={ici?.libelle ?? 'Contenu'}>
          {ici ? children : refus === undefined ? null : <PageDUnAutre refus={refus} premiere={premiere} />}
        </main>
      </div>
    </div>
  );
};
