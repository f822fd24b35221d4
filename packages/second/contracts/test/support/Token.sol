// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A well-behaved token that anybody can mint, with a list of accounts that it does not pay, as stablecoins
/// have.
contract Token is ERC20("Token", "TOK") {
    error Refused(address account);

    mapping(address account => bool) private _refused;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function refuse(address account) external {
        _refused[account] = true;
    }

    function _update(address from, address to, uint256 amount) internal virtual override {
        if (_refused[to]) revert Refused(to);
        super._update(from, to, amount);
    }
}
