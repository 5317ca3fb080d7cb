'use client';

import { Loader, Tabs, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ComponentType } from 'react';
import { aLeDroit, type Droit } from '#shared/droits/droits';
import { useSession } from '../../../_donnees/lecture/hooks';
import '../../../_ui/styles/compte.css';
import '../../../_ui/styles/administration.css';
import { differer } from '../../../_ui/champs/differe';

const Attente = () => <Loader size="sm" aria-label="Ouverture" />;

/** Each tab, and the right that opens it. */
const ONGLETS: readonly { cle: string; libelle: string; droit: Droit; Contenu: ComponentType }[] = [
  {
    cle: 'comptes',
    libelle: 'Comptes',
    droit: 'gererComptes',
    Contenu: differer(() => import('./comptes').then((m) => m.Comptes), <Attente />),
  },
  {
    cle: 'antennes',
    libelle: 'Antennes',
    droit: 'ecrireParametres',
    Contenu: differer(() => import('./antennes').then((m) => m.Antennes), <Attente />),
  },
  {
    cle: 'parametres',
    libelle: 'Paramètres',
    droit: 'lireParametres',
    Contenu: differer(() => import('./parametres').then((m) => m.Parametres), <Attente />),
  },
  {
    cle: 'registre',
    libelle: 'Tentatives refusées',
    droit: 'lireTentatives',
    Contenu: differer(() => import('./registre').then((m) => m.Registre), <Attente />),
  },
  {
    cle: 'journal',
    libelle: 'Journal d’audit',
    droit: 'lireAudit',
    Contenu: differer(() => import('./journal').then((m) => m.Journal), <Attente />),
  },
];

export const Administration = () => {
  const session = useSession();
  const chemin = usePathname();
  const demande = useSearchParams().get('onglet');
  const onglets = ONGLETS.filter((o) => aLeDroit(session, o.droit));
  const ici = onglets.find((o) => o.cle === demande) ?? onglets[0];
  return (
    <section className="ecran__liste compte" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Administration
        </Title>
      </div>
      {ici ? (
        <Tabs
          value={ici.cle}
          onChange={(cle) => history.pushState(null, '', `${chemin}?onglet=${cle}`)}
          keepMounted={false}
        >
          <Tabs.List aria-label="Administration">
            {onglets.map((o) => (
              <Tabs.Tab key={o.cle} value={o.cle}>
                {o.libelle}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {onglets.map(({ cle, Contenu }) => (
            <Tabs.Panel key={cle} value={cle} pt="md">
              <Contenu />
            </Tabs.Panel>
          ))}
        </Tabs>
      ) : (
        <p>Votre rôle ne donne accès à aucune de ces pages. Adressez-vous à un administrateur.</p>
      )}
    </section>
  );
};
