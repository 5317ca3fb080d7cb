import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Fournisseurs } from './_ui/fournisseurs';

export const metadata: Metadata = {
  title: { default: 'Paris domicile', template: '%s · Paris domicile' },
  description: 'Les heures d’aide à domicile, en direct.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

const RootLayout = ({ children }: { children: ReactNode }) => (
  <html lang="fr" {...mantineHtmlProps}>
    <head>
      {/* Classic and first: it must run where nothing else would. */}
      <script src="/navigateur.js" />
      <ColorSchemeScript defaultColorScheme="auto" />
    </head>
    <body>
      <Fournisseurs>{children}</Fournisseurs>
    </body>
  </html>
);

export default RootLayout;
