// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice What an account is told of a transfer by a token as ERC-777 describes it.
interface ITokenHooks {
    function tokensToSend() external;
    function tokensReceived() external;
}

/// @notice A token that calls accounts that asked for it: the sender before a transfer, the receiver after it.
contract HookToken is Token {
    mapping(address account => bool) private _hooked;

    function hook(address account) external {
        _hooked[account] = true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (_hooked[from]) ITokenHooks(from).tokensToSend();
        super._update(from, to, amount);
        if (_hooked[to]) ITokenHooks(to).tokensReceived();
    }
}
