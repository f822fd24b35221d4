// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Digest} from "../../src/types/Digest.sol";
import {ListId} from "../../src/types/ListId.sol";
import {BeaconDouble} from "../support/BeaconDouble.sol";
import {Test} from "../support/Test.sol";
import {Token} from "../support/Token.sol";
import {Counters} from "./Counters.sol";

/// @notice A deployment, the people who use it, what they pay with, and what the rules say that things cost.
abstract contract World is Counters, Test {
    uint256 internal constant SIGNERS = 64;
    uint256 internal constant FIRST_KEY = 0x5160000000;
    uint256 internal constant OWNERS = 5;
    /// @dev Requesters, reporters, appellants, payers of signed orders: whoever can have credit.
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant SESSION_KEYS = 2;
    /// @dev One without an author, one of the first person's.
    uint256 internal constant LISTS = 2;
    uint256 internal constant CLASSES = 4;

    address internal constant STRANGER = address(0x57a);
    Digest internal constant TRUTH = Digest.wrap(keccak256("truth"));
    Digest internal constant LIE = Digest.wrap(keccak256("lie"));
    Digest internal constant UNAVAILABLE = Digest.wrap(keccak256("aichain.output.unavailable"));

    struct ListSpec {
        ListId id;
        Digest model;
        address author;
        uint16 authorBps;
    }

    IConsensus public immutable consensus;
    BeaconDouble internal immutable beacon;
    Parameters internal p;
    /// @dev Deriving an address from a key is slow: once.
    address[] internal signers;
    address[] internal people;
    address[] internal sessionKeys;
    mapping(address signer => uint256) internal keyOf;
    ListSpec[LISTS] internal lists;
    /// @dev In the asset's smallest unit: what nobody paid in by a function.
    uint256 public forced;

    constructor(IConsensus c) {
        consensus = c;
        p = c.parameters();
        beacon = BeaconDouble(p.beacon);
        makeAccounts(signers, SIGNERS, FIRST_KEY);
        makeAccounts(people, PEOPLE, 2 * FIRST_KEY);
        makeAccounts(sessionKeys, SESSION_KEYS, 3 * FIRST_KEY);
        addSpec(0, Digest.wrap(keccak256("model")), address(0), 0);
        addSpec(1, Digest.wrap(keccak256("another model")), people[0], 777);
    }

    function makeAccounts(address[] storage accounts, uint256 many, uint256 firstKey) private {
        for (uint256 i; i < many; ++i) {
            address account = vm.addr(firstKey + i);
            accounts.push(account);
            keyOf[account] = firstKey + i;
            allow(account);
        }
    }

    function addSpec(uint256 i, Digest model, address author, uint16 authorBps) private {
        lists[i] = ListSpec(ListId.wrap(keccak256(abi.encode(model, author, authorBps))), model, author, authorBps);
    }

    /* PEOPLE */

    function ownerAt(uint256 i) internal pure returns (address) {
        return address(uint160(0x0870000000 + i % OWNERS));
    }

    function anyPerson(uint256 dice) internal view returns (address) {
        return people[dice % PEOPLE];
    }

    /* ASSET */

    function allow(address account) private {
        if (p.asset == address(0)) return;
        vm.prank(account);
        Token(p.asset).approve(address(consensus), type(uint256).max);
    }

    /// @dev What the call has to bring along, for so many units.
    function fund(address account, uint256 units) internal returns (uint256 value) {
        uint256 amount = units * p.unit;
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

    /* TIME */

    function now_() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function epochAt(uint256 time) internal view returns (uint256) {
        return time / p.epoch;
    }

    function epochNow() internal view returns (uint256) {
        return epochAt(now_());
    }

    /* PRICES */

    function hardSlash() internal view returns (uint256) {
        return uint256(p.bond) * p.slashBps / 10_000;
    }

    function softSlash() internal view returns (uint256) {
        return p.minimumShare / 2;
    }

    /// @dev Where nobody can appeal a lie costs what it could have earned.
    function lieCost(uint256 share, bool appealable) internal view returns (uint256) {
        uint256 cost = appealable ? share + p.minimumShare : share;
        return cost < hardSlash() ? cost : hardSlash();
    }

    /// @dev What those forgo who can block a quorum.
    function keptOf(uint256 size) internal view returns (uint256) {
        return (size - quorumOf(size) + 1) * softSlash();
    }

    function bountyOf(uint256 slashed) internal view returns (uint256) {
        return slashed / 10 < p.minimumShare ? slashed / 10 : p.minimumShare;
    }

    function priceOf(uint256 class) internal view returns (uint256) {
        return p.minimumShare * 4 ** class;
    }

    /// @dev How many classes a share reaches.
    function classesOf(uint256 share) internal view returns (uint256 classes) {
        while (classes < CLASSES && priceOf(classes) <= share) ++classes;
    }

    function quorumOf(uint256 size) internal pure returns (uint256) {
        return size - size / 3;
    }

    /* SETS AND DICE */

    function countOf(uint256 set) internal pure returns (uint256 many) {
        for (; set != 0; set &= set - 1) {
            ++many;
        }
    }

    function bitOf(uint256 member) internal pure returns (uint16) {
        return uint16(1 << member);
    }

    function allOf(uint256 size) internal pure returns (uint16) {
        return uint16((1 << size) - 1);
    }

    function mix(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
