'use client';

import { Tabs, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import { aLeDroit } from '#shared/droits/droits';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { useAujourdhui, useSession } from '../../../_donnees/lecture/hooks';
import { ChoixMois } from '../../../_ui/champs/choix-mois';
import { Destinations } from './destinations';
import './envois.css';
import { Factures } from './factures';

type Onglet = 'fichiers' | 'factures';

/** Last month, unless the address says another one; never one that has not begun. */
const useAdresse = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const ici = moisDe(useAujourdhui());
  const demande = moisSchema.safeParse(recherche.get('mois')).data;
  const mois = demande && demande <= ici ? demande : ajouterMois(ici, -1);
  const onglet = recherche.get('onglet');
  const aller = (m: Mois, o: string): void =>
    history.pushState(null, '', `${chemin}?${new URLSearchParams({ mois: m, onglet: o })}`);
  return { mois, ici, onglet, aller };
};

/** [CL-6] What leaves each month for the DASES and Millésime, what they answer, and the Département's invoices. */
export const Envois = () => {
  const session = useSession();
  const { mois, ici, onglet: demande, aller } = useAdresse();
  const onglets = [
    ...(aLeDroit(session, 'lireEnvois') ? [{ cle: 'fichiers' as const, libelle: 'Fichiers' }] : []),
    ...(aLeDroit(session, 'lireFactures') ? [{ cle: 'factures' as const, libelle: 'Factures' }] : []),
  ];
  const onglet: Onglet | undefined = onglets.find((o) => o.cle === demande)?.cle ?? onglets[0]?.cle;
  return (
    <section className="ecran__liste envois" aria-label="Envois">
      <div className="ecran__tete">
        <Title order={1}>Envois</Title>
        <ChoixMois mois={mois} ici={ici} aller={(m) => aller(m, onglet ?? '')} />
      </div>
      <Tabs value={onglet ?? null} onChange={(o) => aller(mois, o ?? '')} keepMounted={false}>
        {onglets.length > 1 ? (
          <Tabs.List mb="sm">
            {onglets.map((o) => (
              <Tabs.Tab key={o.cle} value={o.cle}>
                {o.libelle}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        ) : null}
        <Tabs.Panel value="fichiers">
          <Destinations mois={mois} />
        </Tabs.Panel>
        <Tabs.Panel value="factures">
          <Factures mois={mois} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
};
