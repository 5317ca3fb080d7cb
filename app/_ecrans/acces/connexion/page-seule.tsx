import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Marque } from '../../../_ui/mots/marque';

/** The frame of the pages that come before the extranet. */
export const PageSeule = ({ titre, children }: { titre: string; children: ReactNode }) => (
  <main className="page-seule">
    <div className="page-seule__carte">
      <div className="page-seule__marque">
        <Marque />
        <div>
          <Text fw={650}>Paris domicile</Text>
          <Text size="xs" c="dimmed">
            Les heures d’aide à domicile
          </Text>
        </div>
      </div>
      <Paper withBorder p="xl" shadow="xs">
        <Title order={1} mb="md">
          {titre}
        </Title>
        {children}
      </Paper>
    </div>
  </main>
);
