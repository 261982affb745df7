import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../api/query-client.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { reloadOnNewVersion } from './reload-on-new-version.ts';
import { createHubRouter } from './router.tsx';

const TOOLTIP_DELAY_MS = 500;

function main(element: HTMLElement): void {
  const queryClient = createQueryClient();
  const router = createHubRouter(queryClient);
  reloadOnNewVersion();
  createRoot(element).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queryClient}>
          <Tooltip.Provider delay={TOOLTIP_DELAY_MS}>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </Tooltip.Provider>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) main(root);
