// The page: GraphiQL on the endpoint the server named in the page's settings.
import './workers.js';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './app.css';
import { storageFor } from './storage.js';

const settings = JSON.parse(document.getElementById('settings').textContent);
const address = new URLSearchParams(window.location.search);
const headers = Object.keys(settings.headers).length ? JSON.stringify(settings.headers, null, 2) : undefined;

// Subscriptions go over a WebSocket, which is told the headers in its first message.
const subscriptionUrl = new URL(settings.endpoint, window.location.href.replace(/^http/, 'ws')).href;

// GraphiQL asks for the schema before the editors exist, so without the headers that stand in them.
const ask = createGraphiQLFetcher({ url: settings.endpoint, subscriptionUrl });
const askSignedIn = createGraphiQLFetcher({ url: settings.endpoint, headers: settings.headers });
const fetcher = (asked, options) => (asked.operationName === 'IntrospectionQuery' ? askSignedIn : ask)(asked, options);

createRoot(document.getElementById('playground')).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storageFor(settings.endpoint)}
    defaultQuery={settings.query}
    initialQuery={address.get('query') ?? undefined}
    initialVariables={address.get('variables') ?? undefined}
    initialHeaders={headers}
    defaultHeaders={headers}
    defaultEditorToolsVisibility={headers ? 'headers' : undefined}
  >
    <GraphiQL.Logo>{settings.title}</GraphiQL.Logo>
  </GraphiQL>,
);
