// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {StateInvariants} from "../support/StateInvariants.sol";
import {Token} from "../support/Token.sol";

/// @notice A deployment, the people who use it, and what they pay with.
abstract contract World is StateInvariants {
    uint256 internal constant SIGNERS = 30;
    uint256 internal constant FIRST_KEY = 0x5160000000;
    /// @dev Requesters, reporters and appellants: whoever can have credit.
    uint256 internal constant PEOPLE = 4;

    address internal constant STRANGER = address(0x57a);

    IConsensus public immutable consensus;
    bytes32 internal immutable UNAVAILABLE;
    bytes32 internal constant TRUTH = keccak256("truth");
    bytes32 internal constant LIE = keccak256("lie");
    Parameters internal p;
    /// @dev Deriving an address from a key is slow: once.
    address[] internal signers;
    mapping(address signer => uint256) internal keyOf;
    /// @dev What nobody paid in by a function.
    uint256 public forced;

    constructor(IConsensus c) {
        consensus = c;
        UNAVAILABLE = c.UNAVAILABLE();
        p = c.parameters();
        for (uint256 i; i < SIGNERS; ++i) {
            signers.push(vm.addr(FIRST_KEY + i));
            keyOf[signers[i]] = FIRST_KEY + i;
            allow(signers[i]);
        }
        for (uint256 i; i < PEOPLE; ++i) {
            allow(personAt(i));
        }
    }

    /* PEOPLE */

    function ownerAt(uint256 i) internal pure returns (address) {
        return address(uint160(0x0870000000 + i));
    }

    function personAt(uint256 i) internal pure returns (address) {
        return address(uint160(0x4e90000000 + i));
    }

    function anyPerson(uint256 dice) internal pure returns (address) {
        return personAt(dice % PEOPLE);
    }

    /* ASSET */

    function allow(address account) private {
        if (p.asset == address(0)) return;
        vm.prank(account);
        Token(p.asset).approve(address(consensus), type(uint256).max);
    }

    /// @dev What the call has to bring along.
    function fund(address account, uint256 amount) internal returns (uint256 value) {
        if (p.asset == address(0)) {
            vm.deal(account, account.balance + amount);
            value = amount;
        } else {
            Token(p.asset).mint(account, amount);
        }
    }

    function holdingsOf(address account) internal view returns (uint256) {
        return p.asset == address(0) ? account.balance : Token(p.asset).balanceOf(account);
    }

    function hardSlash() internal view returns (uint96) {
        return p.bond * p.slashBps / 10_000;
    }

    /* DICE */

    function mix(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
